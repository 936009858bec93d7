import { describe, expect, test } from 'vitest'
import type { Row } from '../objects/row'
import { candidateRoles, reachOf } from './reach'
import { readRoles } from './roles'

const role = (name: string, more: Row = {}): Row => ({
  name,
  isSuperuser: 'f',
  bypassesRowSecurity: 'f',
  ...more,
})
const member = (member: string, role: string, inherits = 't'): Row => ({ member, role, inherits })
const grant = (grantee: string, privileges: readonly string[], onKind = 'table'): Row => ({
  onKind,
  grantee,
  privileges: JSON.stringify(privileges),
})

interface World {
  readonly grants: readonly Row[]
  readonly schemaUsers?: readonly string[]
  readonly roles?: readonly Row[]
  readonly members?: readonly Row[]
  /** Of the database. */
  readonly owner?: string
}

function reach({ grants, schemaUsers = ['public'], roles = [], members = [], owner }: World) {
  const known = readRoles(roles, members, owner ? [{ owner }] : [], 18)
  return reachOf(
    { schema: 'app', name: 'notes', owner: 'owner' },
    { onTable: () => grants, schemaUsers: () => schemaUsers },
    known,
    candidateRoles([...grants.map((row) => row.grantee as string), ...schemaUsers], members, known),
  ).map(({ role, commands, inColumns }) => [role, commands.join(), inColumns.join()])
}

describe('a role reaches a table', () => {
  test('by a privilege on it and the use of its schema', () => {
    expect(
      reach({ grants: [grant('web', ['SELECT', 'UPDATE*', 'TRUNCATE'])], schemaUsers: ['web'] }),
    ).toEqual([['web', 'SELECT,UPDATE', '']])
  })
  test('by privileges on some columns only, which is said', () => {
    expect(reach({ grants: [grant('web', ['SELECT'], 'column'), grant('web', ['DELETE'])] })).toEqual([
      ['web', 'SELECT,DELETE', 'SELECT'],
    ])
  })
  test('by what every role may do; nobody else is listed then', () => {
    expect(reach({ grants: [grant('public', ['SELECT']), grant('web', ['SELECT'])] })).toEqual([
      ['public', 'SELECT', ''],
    ])
  })
  test('by what every role may do on the table, where only it may use the schema', () => {
    expect(reach({ grants: [grant('public', ['SELECT'])], schemaUsers: ['web'] })).toEqual([
      ['web', 'SELECT', ''],
    ])
  })
  test('by rights that it inherits, and is left out where the role it has them from reaches as much', () => {
    const grants = [grant('readers', ['SELECT'])]
    const members = [member('web', 'readers')]
    expect(reach({ grants, members })).toEqual([['readers', 'SELECT', '']])
    expect(reach({ grants, members, schemaUsers: ['web'] })).toEqual([['web', 'SELECT', '']])
  })
  test('as the owner of the database, unless row-level security never holds that one back', () => {
    const world = { grants: [grant('pg_database_owner', ['SELECT'])], owner: 'web' }
    expect(reach({ ...world, roles: [role('web')] })).toEqual([['pg_database_owner', 'SELECT', '']])
    expect(reach({ ...world, roles: [role('web', { isSuperuser: 't' })] })).toEqual([])
  })
  test('by a predefined role, whatever the schema', () => {
    const members = [member('web', 'pg_read_all_data')]
    expect(reach({ grants: [], members, schemaUsers: [] })).toEqual([['web', 'SELECT', '']])
  })
})

describe('a role is not held back, or does not get there', () => {
  test.each([
    ['without the use of the schema', { grants: [grant('web', ['SELECT'])], schemaUsers: ['other'] }],
    ['as the owner', { grants: [grant('owner', ['SELECT'])] }],
    [
      'with the rights of the owner',
      { grants: [grant('web', ['SELECT'])], members: [member('web', 'owner')] },
    ],
    ['as superuser', { grants: [grant('web', ['SELECT'])], roles: [role('web', { isSuperuser: 't' })] }],
    ['bypassing', { grants: [grant('web', ['SELECT'])], roles: [role('web', { bypassesRowSecurity: 't' })] }],
    ['by a privilege that touches no row', { grants: [grant('web', ['REFERENCES', 'TRIGGER'])] }],
    [
      'by a membership that does not inherit',
      {
        grants: [grant('readers', ['SELECT'])],
        members: [member('web', 'readers', 'f')],
        schemaUsers: ['web'],
      },
    ],
  ] as const)('%s', (_, world) => {
    expect(reach(world)).toEqual([])
  })
})
