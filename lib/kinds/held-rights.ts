import type { FindRows } from '../objects/kind'
import { isTrue, type Row, text, texts } from '../objects/row'
import { isSuperuser, rolesBy } from './inherited-roles'
import { privilegesOf } from './privilege-list'

const COLUMN_PRIVILEGES: readonly string[] = ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']

/**
 * Tells what the grantee of a row may do on a side without that row: by other grantors, as a member or the owner, as
 * every role, as a superuser, by grants on a column's whole table, or by those on each column of a table.
 */
export function heldBeside(row: Row, find: FindRows): (privilege: string) => boolean {
  const grantee = text(row, 'grantee')
  const roles = rolesBy('inherits', grantee, find)
  const onObject = find('grant', ...texts(row, ['onKind', 'first', 'second'])).filter(
    (each) => each.third === row.third,
  )
  // What an owner has is listed only where it is not all.
  const isOwners = !onObject.some((each) => isTrue(each, 'isOwner')) && roles.has(ownerOf(row, find) ?? '')
  if (isOwners || isSuperuser(grantee, find)) return () => true
  const onIt = grantsTo(roles, onObject).filter(
    (each) => each.grantee !== row.grantee || each.grantor !== row.grantor,
  )
  const onTable = row.onKind === 'column' ? grantsTo(roles, find('grant', ...tableParts(row))) : []
  const given = new Set([...onIt, ...onTable].flatMap(privilegesOf))
  return (privilege) => given.has(privilege) || isHeldByColumns(row, privilege, roles, find)
}

/** Whether the grantee of a row may use the schema that the object lies in, as far as that is known. */
export function maySchemaBeUsed(row: Row, find: FindRows): boolean {
  const schema = text(row, 'first')
  const [found] = row.second === null ? [] : find('schema', schema)
  if (!found) return true
  const roles = rolesBy('inherits', text(row, 'grantee'), find)
  if (roles.has(text(found, 'owner')) || isSuperuser(text(row, 'grantee'), find)) return true
  const grants = find('grant', 'schema', schema)
  if (schema === 'public' && !grants.some(({ grantee }) => grantee === 'public')) return true
  return grantsTo(roles, grants).some((each) => privilegesOf(each).includes('USAGE'))
}

function tableParts(row: Row): string[] {
  return texts(row, ['parentKind', 'first', 'second'])
}

function ownerOf(row: Row, find: FindRows): string | null | undefined {
  if (!row.parentKind) return undefined
  const parts = row.onKind === 'column' ? ['first', 'second'] : ['first', 'second', 'third']
  return find(row.parentKind, ...texts(row, parts))[0]?.owner
}

function grantsTo(roles: ReadonlySet<string>, grants: readonly Row[]): Row[] {
  return grants.filter(({ grantee }) => grantee === 'public' || roles.has(grantee ?? ''))
}

function isHeldByColumns(row: Row, privilege: string, roles: ReadonlySet<string>, find: FindRows): boolean {
  if (row.onKind !== row.parentKind || !COLUMN_PRIVILEGES.includes(privilege)) return false
  const table = texts(row, ['first', 'second'])
  const grants = row.parentKind?.endsWith('table') ? grantsTo(roles, find('grant', 'column', ...table)) : []
  const open = new Set(
    grants.filter((each) => privilegesOf(each).includes(privilege)).map(({ third }) => third),
  )
  const columns = open.size > 0 ? find('column', ...table) : []
  return columns.length > 0 && columns.every(({ name }) => open.has(name as string))
}
