import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { AppError } from '../objects/app-error'
import { named } from './connect.fixture'
import { translateError } from './errors'
import { type ErrorClass, PostgresError, type Stage } from './postgres-error'

const target = named('prod', 'postgres://app_ro:Can4ryS3cret@db.example.com/app')
const ref = 'abcdefghijklmnopqrst'

const failed = (code: string, message = code, more: object = {}) =>
  Object.assign(new Error(message), { code, ...more })
const spoken = (code: string, message: string) => failed(code, message, { severity: 'ERROR' })

function translated(error: unknown, stage: Stage = 'query', at = target): PostgresError {
  const result = translateError(error, { target: at, stage })
  if (result instanceof PostgresError) return result
  throw result
}

describe('the class of a SQLSTATE decides what may be done', () => {
  const classes: Record<ErrorClass, string> = {
    retryTransaction: '40001 40P01',
    retryConnect: '08000 08001 08003 08004 08006 57P01 57P02 57P03 57P05 53300',
    busy: '55P03 57014 25P03 25P04',
    unknownOutcome: '08007',
    needsYou:
      '28P01 28000 3D000 57P04 42501 42P01 42601 0A000 22P02 23505 25006 53100 53200 08P01 26000 42P05 XX000 XX001 XX002 58030',
  }
  it.each(Object.entries(classes))('%s', (errorClass, states) => {
    for (const state of states.split(' ')) {
      const error = translated(spoken(state, 'words'))
      expect([state, error.errorClass, error.sqlState]).toEqual([state, errorClass, state])
      expect(error.message).toContain('prod')
      expect(error.hint).not.toBe('')
    }
  })

  it.each([
    ['57014', 'canceling statement due to statement timeout', 'E-TIMEOUT'],
    ['57014', 'canceling statement due to user request', 'E-PG-CANCELLED'],
    ['40001', 'could not serialize access due to concurrent update', 'E-PG-CONFLICT'],
    ['40001', 'canceling statement due to conflict with recovery', 'E-PG-CONFLICT'],
    ['XX000', 'cache lookup failed for relation 12345', 'E-PG-CHANGED'],
    ['42P05', 'prepared statement "a" already exists', 'E-POOL-MODE'],
    ['26000', 'prepared statement "a" does not exist', 'E-POOL-MODE'],
  ])('%s %s is %s', (state, words, code) => {
    expect(translated(spoken(state, words)).code).toBe(code)
  })
})

describe('failures of the network', () => {
  it.each([
    ['ENOTFOUND', 'resolve', 'E-NET-DNS', 'needsYou', 'prod: there is no host db.example.com.'],
    [
      'EAI_AGAIN',
      'resolve',
      'E-NET-RESOLVER',
      'retryConnect',
      'prod: the name db.example.com could not be looked up.',
    ],
    [
      'ECONNREFUSED',
      'reach',
      'E-NET-REFUSED',
      'retryConnect',
      'prod: nothing is listening on db.example.com:5432.',
    ],
    [
      'ETIMEDOUT',
      'reach',
      'E-NET-TIMEOUT',
      'retryConnect',
      'prod did not answer within 10 s at db.example.com:5432.',
    ],
    ['EHOSTUNREACH', 'reach', 'E-NET-UNREACHABLE', 'needsYou', 'prod: there is no route to db.example.com.'],
    ['ECONNRESET', 'encrypt', 'E-NET-CLOSED', 'retryConnect', /accepted the connection and closed it/],
    ['ECONNRESET', 'query', 'E-NET-LOST', 'retryConnect', 'The connection to prod was lost.'],
    ['ETIMEDOUT', 'query', 'E-NET-LOST', 'retryConnect', 'The connection to prod was lost.'],
    ['EPIPE', 'commit', 'E-PG-OUTCOME', 'unknownOutcome', 'It is not known whether prod made the change.'],
  ] as const)('%s while %s is %s', (code, stage, expected, errorClass, message) => {
    const error = translated(failed(code), stage)
    expect(error).toMatchObject({ code: expected, errorClass, sqlState: null })
    expect(error.message).toMatch(message)
  })

  it('of a host with IPv6 addresses only are named so, and the way out depends on the host', () => {
    const unreachable = failed('ENETUNREACH', 'connect ENETUNREACH', { address: '2600:1f18::1' })
    expect(translated(unreachable, 'reach')).toMatchObject({
      code: 'E-NET-IPV6',
      hint: expect.stringContaining('IPv4 record'),
    })
    const supabase = named('staging', `postgres://postgres@db.${ref}.supabase.co/postgres`)
    expect(translated(unreachable, 'reach', supabase).hint).toContain('session pooler')
    const both = new AggregateError(
      [unreachable, failed('ECONNREFUSED', 'refused', { address: '10.0.0.1' })],
      'all',
    )
    expect(translated(Object.assign(both, { code: 'ENETUNREACH' }), 'reach')).toMatchObject({
      code: 'E-NET-REFUSED',
      message: 'prod: nothing is listening on db.example.com:5432.',
      detail: 'connect ENETUNREACH; refused',
    })
  })

  it('at the port of local Supabase name the command that starts it', () => {
    const local = named('local', 'postgres://postgres:postgres@127.0.0.1:54322/postgres')
    expect(translated(failed('ECONNREFUSED'), 'reach', local).hint).toContain('supabase start')
  })
})

describe('a hosted pooler', () => {
  const pooler = named('prod', `postgres://postgres@aws-0-eu-west-1.pooler.supabase.com:6543/postgres`)

  it('whose database is gone looks paused', () => {
    expect(translated(spoken('XX000', '(EDBHANDLEREXITED) x'), 'signIn', pooler).code).toBe('E-PAUSED')
    expect(translated(spoken('XX000', 'connection to database not available'), 'signIn').code).toBe(
      'E-PAUSED',
    )
  })

  it('that does not know the user is told apart by the shape of the user', () => {
    const error = translated(spoken('XX000', 'Tenant or user not found'), 'signIn', pooler)
    expect(error.hint).toContain('the pooler expects postgres.<project-ref>')
  })
})

it.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT E-TLS-CA',
  'SELF_SIGNED_CERT_IN_CHAIN E-TLS-CA',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY E-TLS-CA',
  'ERR_TLS_CERT_ALTNAME_INVALID E-TLS-HOST',
  'CERT_HAS_EXPIRED E-TLS-EXPIRED',
  'ERR_SSL_UNSUPPORTED_PROTOCOL E-TLS-HANDSHAKE',
  'EPROTO E-TLS-HANDSHAKE',
])('TLS %s', (pair) => {
  const [code = '', expected] = pair.split(' ')
  expect(translated(failed(code), 'encrypt')).toMatchObject({ code: expected, errorClass: 'needsYou' })
})

it('leaves what is translated already, and defects of ours, as they are', () => {
  const known = new AppError({ code: 'E-X', message: 'x', hint: 'y' })
  const defect = new TypeError('x is not a function')
  expect(translateError(known, { target, stage: 'query' })).toBe(known)
  expect(translateError(defect, { target, stage: 'query' })).toBe(defect)
  expect(translateError('text', { target, stage: 'query' })).toBeInstanceOf(Error)
})

it('shows no password, whatever prints the error', () => {
  const echo = spoken('42601', 'syntax error at "Can4ryS3cret" or postgres://app_ro:other@h/d')
  const error = translated(Object.assign(echo, { detail: 'Can4ryS3cret' }))
  const printed = [
    JSON.stringify(error),
    error.stack,
    String(error),
    inspect(error, { depth: 9, showHidden: true }),
  ]
  expect(printed.join('\n')).not.toMatch(/Can4ry|other@/)
  expect(error.detail).toBe('syntax error at "[secret]" or postgres://app_ro:[secret]@h/d ([secret]) [42601]')
})
