import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { redact, Secret } from './secret'

const canary = 'Can/ary+7 é"x\\p@ss:#'

describe('Secret', () => {
  it('shows nothing however it is printed', () => {
    const secret = new Secret(canary)
    const printed = [
      String(secret),
      `${secret}`,
      [secret].join(),
      JSON.stringify({ secret, list: [secret] }),
      inspect(secret, { showHidden: true, depth: 9 }),
      inspect({ nested: { secret } }, { showHidden: true, depth: 9 }),
      JSON.stringify(Object.entries(secret)),
      JSON.stringify(structuredClone({ secret })),
    ].join('\n')
    expect(printed).not.toContain('ary')
    expect(printed).toContain('[secret]')
    expect(secret.reveal()).toBe(canary)
  })
})

describe('redact', () => {
  it.each([
    ['as it is', canary],
    ['percent-encoded', encodeURIComponent(canary)],
    ['percent-encoded as in a form', new URLSearchParams({ p: canary }).toString().slice(2)],
    ['JSON-escaped', JSON.stringify(canary).slice(1, -1)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(canary)).slice(3, -3)],
    ['in base64', Buffer.from(canary).toString('base64')],
    ['in base64url', Buffer.from(canary).toString('base64url')],
    ['in base64 after one byte', Buffer.from(`u${canary}`).toString('base64')],
    ['in base64 between others', Buffer.from(`us:${canary}@host`).toString('base64')],
  ])('hides a secret %s', (_, spelling) => {
    const text = redact(`before ${spelling} after`, [new Secret(canary)])
    expect(text).toMatch(/^before .*\[secret\].* after$/)
    for (const middle of [canary.slice(2, -2), spelling.slice(4, -4)]) expect(text).not.toContain(middle)
  })

  it.each([
    ['postgres://app:hunter2@db.example.com/x', 'postgres://app:[secret]@db.example.com/x'],
    ['postgresql://app:a@b@db/x', 'postgresql://app:[secret]@db/x'],
    ['mysql+ssl://app:hunter2@db/x', 'mysql+ssl://app:[secret]@db/x'],
    ['postgresql://app:password@b@db/x', 'postgresql://app:[secret]@db/x'],
    ['mysql://app:password1@db/x', 'mysql://app:[secret]@db/x'],
    ['host=db password=hunter2 user=app', 'host=db password=[secret] user=app'],
    ["password = 'two words' x", 'password = [secret] x'],
    ['?sslmode=require&password=hunter2&x=1', '?sslmode=require&password=[secret]&x=1'],
    ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=[secret] psql'],
    ['{"password":"hun\\"ter2"}', '{"password":[secret]}'],
    ['key sb_secret_abc-DEF_1', 'key [secret]'],
    ['token sbp_0123456789abcdef', 'token [secret]'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-', 'jwt [secret]'],
  ])('hides what looks like a secret: %s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it('leaves ordinary words alone', () => {
    const text = 'password authentication failed for user "postgres" at postgres://db.example.com:5432/app'
    expect(redact(text, [new Secret('postgres'), new Secret('app')])).toBe(text)
    const page = 'http://127.0.0.1:4780/environments, or mail to help@example.com'
    expect(redact(page)).toBe(page)
    const form =
      'Write the address as postgres://user:password@host:5432/database, or "mysql://me:password@host".'
    expect(redact(form)).toBe(form)
  })

  it('hides the longer of two secrets whole', () => {
    expect(redact('x abcdef y', [new Secret('abcd'), new Secret('abcdef')])).toBe('x [secret] y')
  })
})
