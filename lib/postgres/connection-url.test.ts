import { userInfo } from 'node:os'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { AppError } from '../objects/app-error'
import { describeAddress, describeTarget } from './connection-address'
import { isConnectionUrl, parseConnectionUrl, targetFromUrl } from './connection-url'

const ref = 'abcdefghijklmnopqrst'
const parse = (url: string) => parseConnectionUrl(url, 'PROD_DATABASE_URL')

function refusal(url: string): AppError {
  try {
    parse(url)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error(`accepted: ${url}`)
}

describe('parseConnectionUrl', () => {
  it('reads every part', () => {
    const address = parse(
      'postgres://app%40team:p%40ss%3A%2F%23@DB.Example.com:6000/my%20db?sslmode=verify-full',
    )
    expect(address).toMatchObject({
      host: 'db.example.com',
      port: 6000,
      user: 'app@team',
      database: 'my db',
      sslMode: 'verify-full',
      connectTimeoutMs: 10_000,
    })
    expect(address.password?.reveal()).toBe('p@ss:/#')
    expect(describeAddress(address)).toBe('db.example.com:6000/my db')
  })

  it('is described with the project where a pooler serves many', () => {
    const pooler = 'aws-0-eu-west-1.pooler.supabase.com:5432/postgres'
    expect(describeAddress(parse(`postgres://postgres.${ref}:p@${pooler}`))).toBe(`${pooler} of ${ref}`)
    const direct = `db.${ref}.supabase.co:5432/postgres`
    expect(describeAddress(parse(`postgres://postgres:p@${direct}`))).toBe(direct)
  })

  it.each([
    ['postgresql://u:p@h', { host: 'h', port: 5432, user: 'u', database: 'u' }],
    ['postgres://u@[::1]:6000/d', { host: '::1', port: 6000, password: null }],
    ['POSTGRES://u:a:b:c@h/d', { user: 'u' }],
    ['postgres://localhost/d', { user: userInfo().username, host: 'localhost' }],
    ['  postgres://u:p@h/d\n', { host: 'h' }],
    ['postgres://u:p@my_db-1:5432/d', { host: 'my_db-1' }],
    ['postgres://u:p@bücher.example/d', { host: 'xn--bcher-kva.example' }],
    ['postgres://u:p@h/d?sslmode=no-verify', { sslMode: 'require' }],
    ['postgres://u:p@h/d?ssl=true', { sslMode: 'require' }],
    ['postgres://u:p@h/d', { sslMode: 'prefer' }],
    [`postgres://postgres:p@db.${ref}.supabase.co/postgres`, { sslMode: 'require' }],
    [
      'postgres://u:p@h/d?sslmode=require&sslrootcert=ca.crt',
      { sslMode: 'verify-ca', sslRootCert: 'ca.crt' },
    ],
    ['postgres://u:p@h/d?sslrootcert=ca.crt', { sslMode: 'verify-full' }],
    ['postgres://u:p@h/d?sslrootcert=system&sslmode=require', { sslMode: 'verify-full' }],
    ['postgres://u:p@h/d?sslmode=disable&sslrootcert=system', { sslMode: 'disable' }],
    [
      'postgres://u:p@h/d?connect_timeout=30&channel_binding=require',
      { connectTimeoutMs: 30_000, requiresChannelBinding: true },
    ],
    [
      'postgres://u:p@h/d?pgbouncer=true&connection_limit=1',
      { ignoredParameters: ['pgbouncer', 'connection_limit'] },
    ],
    ['postgres://u:p@h/d?', { database: 'd' }],
    ['postgres://u:p$word@h/d', { host: 'h' }],
  ])('%s', (url, expected) => {
    expect(parse(url)).toMatchObject(expected)
  })

  it.each([
    ['', 'E-URL-FORMAT', /empty/],
    ['"postgres://u:p@h/d"', 'E-URL-FORMAT', /quotes/],
    ['mysql://u:p@h/d', 'E-URL-FORMAT', /another kind/],
    ['jdbc:postgresql://h/d', 'E-URL-FORMAT', /jdbc/],
    ['postgresql+asyncpg://u:p@h/d', 'E-URL-FORMAT', /driver name/],
    ['prisma+postgres://accelerate.example/?api_key=x', 'E-URL-FORMAT', /proxy/],
    ['https://abc.supabase.co', 'E-URL-FORMAT', /web address/],
    ['host=h user=u password=p', 'E-URL-FORMAT', /key=value/],
    ['host=h user=u password=p$q', 'E-URL-FORMAT', /key=value/],
    ['$BASE_URL', 'E-URL-FORMAT', /does not expand/],
    [`postgres://u:\${DB_PASSWORD}@h/d`, 'E-URL-FORMAT', /does not expand/],
    [`postgres://u:p@\${DB_HOST:-h}/d`, 'E-URL-FORMAT', /does not expand/],
    ['env(PROD_DATABASE_URL)', 'E-URL-FORMAT', /env\(NAME\)/],
    [`postgres://u:p@h/${'x'.repeat(9000)}`, 'E-URL-FORMAT', /postgres:\/\/user/],
    ['postgres://u:p@h,h2/d', 'E-URL-HOST', /several hosts/],
    ['postgres://u:p@h:1,h2:2/d', 'E-URL-HOST', /several hosts/],
    ['postgres://u:p@/d', 'E-URL-HOST', /missing/],
    ['postgres:///d', 'E-URL-HOST', /missing/],
    ['postgres://u:p@%2Fvar%2Frun%2Fpostgresql/d', 'E-URL-HOST', /socket folder/],
    ['postgres://u:p@::1:5432/d', 'E-URL-HOST', /brackets/],
    ['postgres://u:p@[nope]/d', 'E-URL-HOST', /no IPv6/],
    ['postgres://u:p@[fe80::1%25eth0]/d', 'E-URL-HOST', /no IPv6/],
    ['postgres://u:p@h:0/d', 'E-URL-HOST', /65535/],
    ['postgres://u:p@h:65536/d', 'E-URL-HOST', /65535/],
    ['postgres://u:p@h:54 32/d', 'E-URL-HOST', /65535/],
    ['postgres://u:p@h h/d', 'E-URL-HOST', /characters/],
    ['postgres://u:p@169.254.169.254/d', 'E-URL-BLOCKED', /host name/],
    ['postgres://u:p@[::ffff:169.254.169.254]/d', 'E-URL-BLOCKED', /host name/],
    ['postgres://u:p@[fd00:ec2::254]/d', 'E-URL-BLOCKED', /host name/],
    ['postgres://u:p@[fe80::1]/d', 'E-URL-BLOCKED', /host name/],
    ['postgres://u:p@0.0.0.0/d', 'E-URL-BLOCKED', /127\.0\.0\.1/],
    ['postgres://u:p@h/a/b', 'E-URL-ENCODING', /%2F/],
    ['postgres://u:p%@h/d', 'E-URL-ENCODING', /%25/],
    ['postgres://u:p%zz@h/d', 'E-URL-ENCODING', /%25/],
    ['postgres://u:p%FF@h/d', 'E-URL-ENCODING', /%40/],
    ['postgres://u:p%00@h/d', 'E-URL-ENCODING', /%40/],
    ['postgres://u:p@h/d%0A', 'E-URL-ENCODING', /%40/],
    ['postgres://u:p@h/d\u0000', 'E-URL-ENCODING', /%40/],
    ['postgres://u:p@h/d?host=evil.example', 'E-URL-PARAMETER', /host that the address shows/],
    ['postgres://u:p@h/d?%68ost=evil.example', 'E-URL-PARAMETER', /host that the address shows/],
    ['postgres://u:p@h/d?hostaddr=10.0.0.1', 'E-URL-PARAMETER', /host that the address shows/],
    ['postgres://u:p@h/d?service=prod', 'E-URL-PARAMETER', /file/],
    ['postgres://u:p@h/d?options=-c%20search_path%3Devil', 'E-URL-PARAMETER', /poolers/],
    ['postgres://u:p@h/d?passfile=/etc/passwd', 'E-URL-PARAMETER', /file/],
    ['postgres://u:p@h/d?sslkeylogfile=/tmp/k', 'E-URL-PARAMETER', /keys/],
    ['postgres://u:p@h/d?load_balance_hosts=random', 'E-URL-PARAMETER', /one host/],
    ['postgres://u:p@h/d?__proto__=1', 'E-URL-PARAMETER', /Accepted|host/],
    ['postgres://u:p@h/d?sslmod=require', 'E-URL-PARAMETER', /Did you mean sslmode/],
    ['postgres://u:p@h/d?sslmode=strict', 'E-URL-PARAMETER', /verify-full/],
    ['postgres://u:p@h/d?sslmode=require&sslmode=disable', 'E-URL-PARAMETER', /./],
    ['postgres://u:p@h/d?connect_timeout=forever', 'E-URL-PARAMETER', /whole number/],
    ['postgres://u:p@h/d?connect_timeout=-1', 'E-URL-PARAMETER', /whole number/],
  ])('refuses %s', (url, code, hint) => {
    const error = refusal(url)
    expect([error.code, error.hint]).toEqual([code, expect.stringMatching(hint)])
    expect(error.message).toMatch(/^PROD_DATABASE_URL /)
  })

  it.each(['@', '/', '#', '?'])(
    'explains an unencoded %s in a password without repeating any of it',
    (character) => {
      for (const rest of ['h/d', 'h:5432/d?sslmode=require']) {
        const error = refusal(`postgres://app:Can4ry${character}Secr3t@${rest}`)
        expect(error.code).toBe('E-URL-ENCODING')
        expect(error.message).toContain(`unencoded ${character}`)
        expect(printed(error)).not.toMatch(/Can4ry|Secr3t/)
      }
    },
  )

  it('never repeats a password, whatever is wrong with the address', () => {
    const endings = ['@h/d?Secr3t=1', '@h?x', '@h:Secr3t/d', '@h/%zz', ':x@h:', '', '/d', '@[Secr3t]', '%']
    const middles = [
      'Secr3t',
      'Sec@Secr3t',
      'Secr3t/Secr3t',
      'a#Secr3t',
      '?Secr3t=Secr3t',
      ':Secr3t,Secr3t',
      '[Secr3t',
    ]
    for (const ending of endings) {
      for (const middle of middles) {
        for (const url of [`postgres://app:${middle}${ending}`, `x${middle}${ending}`]) {
          try {
            expect(
              inspect(parse(url), { depth: 9, showHidden: true }).replace(/host: .*|sslRootCert.*/g, ''),
            ).not.toMatch(/Secr3t/)
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            expect(printed(error)).not.toMatch(/Secr3t/)
          }
        }
      }
    }
  })
})

it('describes a target without secrets', () => {
  const target = targetFromUrl('postgres://app:Can4ry@[::1]:6000/d')
  expect(target.name).toBe('[::1]:6000/d')
  expect(describeTarget(target)).toBe('[::1]:6000/d')
  expect(describeTarget({ ...target, name: 'prod' })).toBe('prod ([::1]:6000/d)')
  expect(JSON.stringify(target) + inspect(target, { depth: 9, showHidden: true })).not.toContain('Can4ry')
})

it('tells addresses from names and files', () => {
  expect(
    ['postgres://h/d', ' "PostgreSQL://h', 'prod', './a.sql', 'mysql://h', ''].map(isConnectionUrl),
  ).toEqual([true, true, false, false, false, false])
})

function printed(error: AppError): string {
  return [error.stack, JSON.stringify(error), inspect(error, { depth: 9, showHidden: true })].join('\n')
}
