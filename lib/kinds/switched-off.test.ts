import { describe, expect, test } from 'vitest'
import type { Kind } from '../objects/kind'
import type { Row } from '../objects/row'
import { checkConstraint } from './check-constraint'
import { eventTrigger } from './event-trigger'
import { foreignKey } from './foreign-key'
import { rule } from './rule'
import { trigger } from './trigger'

const server = { version: '18.1', major: 18 }
const servers = { source: server, target: server }

const missing = (kind: Kind, source: Row) => kind.judge?.({ source, fields: [] }, servers)
const extra = (kind: Kind, target: Row) => kind.judge?.({ target, fields: [] }, servers)

describe('what does nothing on the only side that has it changes nothing', () => {
  test.each([checkConstraint, foreignKey])('$name', (kind) => {
    expect(missing(kind, { isEnforced: 'f' })).toEqual({
      severity: 'low',
      meaning: 'It is not enforced in the source: no row is refused.',
    })
    expect(extra(kind, { isEnforced: 'f' })).toEqual({
      severity: 'low',
      meaning: 'It is not enforced here: no row is refused.',
    })
    expect(extra(kind, { isEnforced: 't' })?.meaning).toContain('refused here.')
  })

  test.each([
    [trigger, 'trigger'],
    [rule, 'rule'],
    [eventTrigger, 'event trigger'],
  ] as const)('%#: a $1', (kind, what) => {
    const row = { enabled: 'disabled', function: 'f()', timing: 'before', events: '["insert"]', event: 'e' }
    expect(missing(kind, row)).toEqual({
      severity: 'low',
      meaning: `The ${what} is switched off in the source.`,
    })
    expect(extra(kind, row)).toEqual({ severity: 'low', meaning: `The ${what} is switched off here.` })
    expect(extra(kind, { ...row, enabled: 'enabled' })?.severity).toBeUndefined()
  })
})

test('a check that the source does not enforce refuses nothing there', () => {
  const change = { source: { isEnforced: 'f' }, target: { isEnforced: 'f' }, fields: ['expression'] }
  expect(checkConstraint.judge?.(change, servers)).toEqual({})
})

test('a foreign key that is not enforced here acts on no deletion', () => {
  const row = (changes: Row) => ({
    isEnforced: 't',
    isValid: 't',
    isSwitchedOn: 't',
    onDelete: 'restrict',
    referencedSchema: 'app',
    referencedName: 't',
    ...changes,
  })
  const change = { source: row({}), target: row({ onDelete: 'cascade', isEnforced: 'f' }) }
  expect(foreignKey.judge?.({ ...change, fields: ['onDelete', 'isEnforced'] }, servers).meaning).toBe(
    'Rows here may point to rows that do not exist.',
  )
})
