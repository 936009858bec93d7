import { expect, test } from 'vitest'
import { Grantor } from './grantor'

test('who grants is the owner, but between two statements that pg_dump writes', () => {
  const grantor = new Grantor()
  expect(grantor.take('GRANT SELECT ON TABLE app.t TO reader')).toBe(false)
  expect([grantor.role, grantor.mayRun('CREATE TABLE app.t ()')]).toEqual([null, true])
  expect(grantor.take('SET SESSION AUTHORIZATION "the ""other"""')).toBe(true)
  expect(grantor.role).toBe('the "other"')
  expect(grantor.take('GRANT SELECT ON TABLE app.t TO reader')).toBe(false)
  expect(grantor.mayRun('GRANT SELECT ON TABLE app.t TO reader')).toBe(true)
  expect(grantor.mayRun('REVOKE SELECT ON TABLE app.t FROM reader')).toBe(true)
  expect(grantor.mayRun('CREATE TABLE app.t ()')).toBe(false)
  expect(grantor.take('RESET SESSION AUTHORIZATION')).toBe(true)
  expect(grantor.role).toBeNull()
})

test.each([
  'SET SESSION AUTHORIZATION DEFAULT',
  'SET SESSION AUTHORIZATION a; drop table t',
  'SET ROLE other',
])('%s is not of them', (statement) => {
  const grantor = new Grantor()
  expect(grantor.take(statement)).toBe(false)
  expect(grantor.role).toBeNull()
})
