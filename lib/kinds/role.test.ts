import { expect, test } from 'vitest'
import type { Row } from '../objects/row'
import { role } from './role'

const server = { version: '18.1', major: 18 }

function judge(before: Partial<Row>, after: Partial<Row>) {
  const fields = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name])
  const sides = { source: { name: 'r', ...before } as Row, target: { name: 'r', ...after } as Row }
  return role.judge?.({ ...sides, fields }, { source: server, target: server })
}

test('a superuser has what other roles need an attribute for', () => {
  expect(judge({ isSuperuser: 't', bypassesRowSecurity: 't' }, { isSuperuser: 't' })).toEqual({
    severity: 'low',
    meaning: 'r is a superuser on both sides, and needs no other attribute.',
  })
  const withComment = { isSuperuser: 't', bypassesRowSecurity: 't', comment: 'ours' }
  expect(judge(withComment, { isSuperuser: 't' })?.severity).toBe('medium')
  expect(judge({ createsRoles: 't' }, { isSuperuser: 't' })?.meaning).toBe(
    'Here r may pass every check, as a superuser.',
  )
  expect(judge({ isSuperuser: 't', createsRoles: 't' }, { createsRoles: 't' })?.meaning).toBe(
    'Here r may not pass every check, as a superuser.',
  )
})

test('logging in is an attribute of a superuser too', () => {
  expect(judge({ isSuperuser: 't', canLogin: 't', replicates: 't' }, { isSuperuser: 't' })).toMatchObject({
    severity: 'high',
    meaning: 'Here r may not log in.',
  })
})
