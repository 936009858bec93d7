import { describe, expect, test } from 'vitest'
import type { Attached } from '../objects/kind'
import type { Row } from '../objects/row'
import { foreignTable } from './foreign-table'
import { materializedView } from './materialized-view'
import { openedRows } from './opened-rows'

const granted = (privileges: readonly string[], grantee = 'anon'): Attached => ({
  kind: 'grant',
  row: { onKind: 'table', grantee, privileges: JSON.stringify(privileges) },
})

const policy = (changes: Partial<Row> = {}): Attached => ({
  kind: 'policy',
  row: { command: 'ALL', type: 'permissive', roles: '["anon"]', using: 'true', withCheck: null, ...changes },
})

describe('a new table with row-level security', () => {
  test('is open to nothing without a policy', () => {
    expect(openedRows([granted(['SELECT', 'TRUNCATE'])])).toBeUndefined()
  })

  test('is open where a policy lets every row through to whom it is granted', () => {
    expect(openedRows([granted(['SELECT', 'INSERT']), policy()])).toBe(
      'It is not in the source, and anon may select and insert: row-level security does not hold that back.',
    )
    expect(openedRows([granted(['SELECT'], 'public'), policy()])).toContain(', and anon may select:')
    expect(openedRows([granted(['SELECT'], 'public'), policy({ roles: '["public"]' })])).toContain(
      ', and every role may select:',
    )
    expect(openedRows([granted(['SELECT'], 'authenticated'), policy()])).toBeUndefined()
    expect(openedRows([granted(['SELECT']), policy({ using: '(a > 1)' })])).toBeUndefined()
    expect(openedRows([granted(['SELECT']), policy({ command: 'DELETE' })])).toBeUndefined()
  })

  test('is open to an UPDATE where both halves of it are', () => {
    const found = policy({ command: 'UPDATE', withCheck: 'false' })
    const written = policy({ command: 'UPDATE', using: null, withCheck: 'true' })
    expect(openedRows([granted(['UPDATE']), found])).toBeUndefined()
    expect(openedRows([granted(['UPDATE']), found, written])).toContain('anon may update')
  })

  test('is not known to be open where a restrictive policy applies', () => {
    const restrictive = policy({ type: 'restrictive', using: '(a > 1)' })
    expect(openedRows([granted(['SELECT']), policy(), restrictive])).toBeUndefined()
  })
})

test('what cannot have row-level security is open to whom it is granted', () => {
  const server = { version: '18.1', major: 18 }
  const servers = { source: server, target: server }
  const attached = [granted(['INSERT', 'SELECT'])]
  expect(materializedView.judge?.({ target: {}, fields: [] }, servers, attached)).toEqual({
    severity: 'critical',
    meaning: 'It is not in the source, and anon may select: a materialized view has no row-level security.',
  })
  expect(foreignTable.judge?.({ target: {}, fields: [] }, servers, attached)).toEqual({
    severity: 'critical',
    meaning:
      'It is not in the source, and anon may select and insert: a foreign table has no row-level security.',
  })
})
