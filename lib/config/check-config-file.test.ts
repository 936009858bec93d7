import { describe, expect, it } from 'vitest'
import { checkConfigFile } from './check-config-file'
import { describeProblem } from './problem'

const problems = (text: string) => checkConfigFile(text).problems.map(describeProblem)

const valid = `{
  "$schema": "./node_modules/lockstep/docs/lockstep.config.schema.json",
  "environments": [
    { "name": "local", "url": { "env": "LOCAL_DATABASE_URL" }, "restorable": true },
    { "name": "prod EU", "url": { "env": "PROD_DATABASE_URL" }, "reference": true, "protected": true }
  ],
  "migrations": [{ "folder": "supabase/migrations" }],
  "schemas": { "include": ["public"], "exclude": ["audit_*"] },
  "staleAfterMinutes": 30
}`

describe('checkConfigFile', () => {
  it('accepts every key there is', () => {
    const { file, problems } = checkConfigFile(valid)
    expect(problems).toEqual([])
    expect(file).toEqual(JSON.parse(valid))
  })

  it('reports all mistakes at once, in the order of the file, each with its place and what to write', () => {
    const text = `{
  "enviroments": [],
  "environments": [
    { "name": "migrations", "url": { "env": "A_URL" } },
    { "name": "dev", "url": "DEV_DATABASE_URL", "protectd": true },
    { "name": "Dev", "url": { "env": "B-URL" }, "reference": "yes", "reference": true },
    { "url": { "evn": "C_URL" }, "staleAfterMinutes": 1.5, "folder": "x" },
    { "name": "x", "url": { "env": "D" }, "reference": true, "password": "hunter22" },
    7
  ],
  "migrations": "supabase/migrations",
  "staleAfterMinutes": 0
}`
    expect(problems(text)).toEqual([
      'lockstep.config.json:2:3 enviroments: This key is not known here. Did you mean "environments"?',
      'lockstep.config.json:4:15 environments[0].name: The name migrations stands for the replayed migration files.',
      'lockstep.config.json:5:29 environments[1].url: Here should be an object in {braces}, not a text. Write "url": { "env": "DEV_DATABASE_URL" }.',
      'lockstep.config.json:5:49 environments[1].protectd: This key is not known here. Did you mean "protected"?',
      'lockstep.config.json:6:15 environments[2].name: Another environment is already named dev; case makes no difference.',
      'lockstep.config.json:6:38 environments[2].url.env: This is not the name of an environment variable. Write its name only, such as "PROD_DATABASE_URL".',
      'lockstep.config.json:6:69 environments[2].reference: This key stands here twice; only one of them could count.',
      'lockstep.config.json:7:5 environments[3].name: "name" is missing.',
      'lockstep.config.json:7:14 environments[3].url.env: "env" is missing.',
      'lockstep.config.json:7:16 environments[3].url.evn: This key is not known here. Did you mean "env"?',
      'lockstep.config.json:7:55 environments[3].staleAfterMinutes: Here should be a whole number, not a fraction.',
      'lockstep.config.json:7:60 environments[3].folder: This key is not known here. It belongs to one of the "migrations".',
      'lockstep.config.json:8:43 environments[4].reference: Dev is marked as the reference already; there is only one.',
      'lockstep.config.json:8:62 environments[4].password: This key is not known here. Secrets stand in .env.local only, never in this file.',
      'lockstep.config.json:9:5 environments[5]: Here should be an object in {braces}, not a number.',
      'lockstep.config.json:11:17 migrations: Here should be a list in [brackets], not a text.',
      'lockstep.config.json:12:24 staleAfterMinutes: It needs a value of 1 or more.',
    ])
  })

  it.each([
    ['{ "environments": [{ "name": "p", "url": "postgres://u:hunter22@h/d" }] }', 'environments[0].url'],
    [
      '{ "environments": [{ "name": "p", "url": { "env": "postgres://u:hunter22@h/d" } }] }',
      'environments[0].url.env',
    ],
    ['{ "environments": [{ "name": "p", "url": { "env": "A" } }], "x": "host=h password=hunter22" }', 'x'],
    ['{ "environments": [{ "name": "sbp_hunter22", "url": { "env": "A" } }] }', 'environments[0].name'],
  ])('refuses a secret in the file without repeating it: %#', (text, path) => {
    const { file, problems } = checkConfigFile(text)
    expect(file).toBeNull()
    expect(problems.find(({ code }) => code === 'E-CONF-SECRET')).toMatchObject({ path })
    expect(JSON.stringify(problems)).not.toContain('hunter22')
  })

  it.each([
    ['\u{1F642}', 1, 1],
    ['{\r\n  "environments": [],\r\n  // x\r\n}', 3, 3],
    ['{ "\u{1F642}": 1, }', 1, 9],
  ])('counts lines and columns as editors do: %j', (text, line, column) => {
    expect(checkConfigFile(text).problems[0]).toMatchObject({
      code: 'E-CONF-SYNTAX',
      place: { line, column },
    })
  })

  it.each([
    'null',
    '[]',
    '"x"',
    '3',
    '{}',
    '{"environments":null}',
    '{"environments":[]}',
    '{"environments":{}}',
  ])('explains %s', (text) => {
    const { file, problems } = checkConfigFile(text)
    expect(file).toBeNull()
    expect(problems.map(({ code }) => code)).toEqual(['E-CONF-VALUE'])
  })

  it('treats __proto__ as the unknown key that it is', () => {
    const { problems } = checkConfigFile(
      '{ "environments": [{ "name": "a", "url": { "env": "A" }, "__proto__": { "x": 1 } }] }',
    )
    expect(problems).toMatchObject([{ code: 'E-CONF-KEY', path: 'environments[0].__proto__' }])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it.each([
    ['prod', null],
    ['Produção 2.1', null],
    ['a/b', /letter or digit/],
    ['a@b', /letter or digit/],
    ['-x', /letter or digit/],
    ['__proto__', /letter or digit/],
    ['a\u202eb', /letter or digit/],
    ['a\nb', /letter or digit/],
    ['..', /letter or digit/],
    ['a.', /end with/],
    ['schema.sql', /like a file/],
    ['MIGRATIONS', /replayed/],
    [' ', /empty/],
    ['x'.repeat(41), /longer/],
  ])('judges the name %j', (name, expected) => {
    const text = JSON.stringify({ environments: [{ name, url: { env: 'A' } }] })
    const messages = checkConfigFile(text).problems.map(({ message }) => message)
    expect(messages).toEqual(expected ? [expect.stringMatching(expected)] : [])
  })
})
