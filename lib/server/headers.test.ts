import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { APPEARANCE_SCRIPT } from './appearance-script'
import { forwardedHeaders, ownPolicy, pagePolicy } from './headers'

const PAGE = pagePolicy({ nonce: 'abc', origin: 'http://127.0.0.1:4780' })

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )
}

describe('the page policy', () => {
  test('runs our own scripts only, and lets nothing be framed, posted or rebased', () => {
    const themeHash = createHash('sha256').update(APPEARANCE_SCRIPT).digest('base64')
    expect(Object.fromEntries(directives(PAGE))).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'script-src': `'nonce-abc' 'sha256-${themeHash}' http://127.0.0.1:4780/_next/static/`,
      'style-src': 'http://127.0.0.1:4780/_next/static/',
      'img-src': "'self'",
      'connect-src': "'self'",
    })
  })

  test('has no escape hatch', () => {
    for (const policy of [PAGE, ownPolicy({ scriptNonce: 'abc', styleHash: "'sha256-x'" })]) {
      expect(policy).not.toMatch(/unsafe|strict-dynamic|\*|https|data:|blob:/)
    }
  })
})

test('Next sees only what it needs', () => {
  const given = {
    host: '127.0.0.1:4780',
    accept: 'text/html',
    rsc: '1',
    'content-length': '2',
    cookie: 'lockstep_4780=secret',
    'x-lockstep-key': 'secret',
    'content-security-policy': "script-src 'nonce-mine'",
    'x-forwarded-host': 'evil.com',
    'x-middleware-subrequest': 'middleware',
    'x-invoke-path': '/other',
    'x-nextjs-data': '1',
    'next-action': 'a1',
    referer: 'http://evil.com/',
  }
  expect(forwardedHeaders(given, 'ours')).toEqual({
    host: '127.0.0.1:4780',
    accept: 'text/html',
    rsc: '1',
    'content-length': '2',
    'content-security-policy': 'ours',
  })
})
