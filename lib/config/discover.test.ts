import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Configuration } from './configuration'
import { loadConfig } from './load-config'
import { loadProject, makeProject } from './project.fixture'

const ref = 'abcdefghijklmnopqrst'
const other = 'bcdefghijklmnopqrstu'
const at = (host: string) => `postgres://app:Can4ry@${host}/app`

const shape = ({ environments }: Configuration) =>
  environments.map(({ name, isReference, connection }) => {
    const place = connection.state === 'ready' ? connection.target.address.host : connection.error.code
    return `${name} ${place}${isReference ? ' (reference)' : ''}`
  })

describe('without a configuration file', () => {
  it('finds environments by the names of variables, in the usual order', async () => {
    const found = await loadProject(
      {
        '.env': `STAGING_DB_URL=${at('s')}\nPRODUCTION_DATABASE_URL=${at('p')}\nACME_DATABASE_URL=${at('a')}`,
      },
      {
        LOCAL_DATABASE_URL: at('127.0.0.1'),
        SUPABASE_DEV_URL: at('d'),
        DATABASE_URL_QA: at('q'),
        HOME: '/x',
        PATH: '/y',
      },
    )
    expect(shape(found)).toEqual([
      'local 127.0.0.1',
      'dev d',
      'qa q',
      'acme a',
      'staging s',
      'prod p (reference)',
    ])
    expect(found).toMatchObject({ origin: 'discovered', problems: [] })
    expect(found.found).toContain('Found staging in STAGING_DB_URL (.env:1).')
  })

  it('prefers a direct address to one through a pooler and says what it passed over', async () => {
    const found = await loadProject({
      '.env.local': `PROD_DATABASE_URL=${at('pooler')}\nPROD_DIRECT_URL=${at('direct')}\nSHADOW_DATABASE_URL=${at('shadow')}`,
    })
    expect(shape(found)).toEqual(['prod direct (reference)'])
    expect(found.notices).toContain(
      'PROD_DATABASE_URL (.env.local:1) was passed over: prod was found in another variable already.',
    )
  })

  it('takes the place that comes first, whatever form the name has there', async () => {
    const files = { '.env.local': `PROD_DATABASE_URL=${at('l')}`, '.env': `PROD_DIRECT_URL=${at('e')}` }
    expect(shape(await loadProject(files, { PROD_DB_URL: at('p') }))).toEqual(['prod p (reference)'])
    const found = await loadProject(files)
    expect(shape(found)).toEqual(['prod l (reference)'])
    expect(found.notices).toContain(
      'PROD_DIRECT_URL (.env:1) was passed over: prod was found in another variable already.',
    )
  })

  it.each([
    ['DATABASE_URL', 'localhost', 'local'],
    ['POSTGRES_URL', '127.0.0.1', 'local'],
    ['SUPABASE_DB_URL', 'db.example', 'database'],
    ['DIRECT_URL', 'db.example', 'database'],
    ['DATABASE_URI', 'db.example', 'database'],
  ])('%s at %s is %s', async (name, host, expected) => {
    expect(shape(await loadProject({}, { [name]: at(host) }))).toEqual([`${expected} ${host} (reference)`])
  })

  it('counts a database once that a variable without an environment in its name leads to as well', async () => {
    const found = await loadProject({}, { DATABASE_URL: at('p'), PROD_DATABASE_URL: at('p') })
    expect(shape(found)).toEqual(['prod p (reference)'])
    expect(found.notices).toContain(
      'database in DATABASE_URL (the process) was passed over: it is prod in PROD_DATABASE_URL (the process).',
    )
  })

  it.each([
    [at('p'), at('p')],
    [at('p'), 'postgres://other:Can4ry@p/app'],
    [
      `postgres://postgres:x@db.${ref}.supabase.co:5432/postgres`,
      `postgres://postgres.${ref}:x@aws-0-eu-west-1.pooler.supabase.com:5432/postgres`,
    ],
  ])(
    'keeps both environments that variables name, and says that they are one database',
    async (staging, prod) => {
      const found = await loadProject({}, { STAGING_DATABASE_URL: staging, PROD_DATABASE_URL: prod })
      expect(found.environments.map(({ name }) => name)).toEqual(['staging', 'prod'])
      expect(found.notices).toContain('staging and prod lead to the same database.')
      expect(found.notices.join()).not.toContain('passed over')
    },
  )

  it('says that a variable is empty, unless a place that wins has its value', async () => {
    const passedOver = (name: string, source: string) => `${name} (${source}) was passed over: it is empty.`
    const found = await loadProject(
      {
        '.env.local': `DEV_DATABASE_URL=${at('d')}\nSTAGING_DB_URL=`,
        '.env': 'DEV_DATABASE_URL=\nSTAGING_DB_URL=\nDATABASE_URL=""',
      },
      { PROD_DATABASE_URL: ' ', SUPABASE_URL: '', SHADOW_DATABASE_URL: '', EDITOR: '' },
    )
    expect(shape(found)).toEqual(['dev d (reference)'])
    expect(found.notices).toEqual([
      passedOver('PROD_DATABASE_URL', 'the process'),
      passedOver('STAGING_DB_URL', '.env.local:2'),
      passedOver('DATABASE_URL', '.env:3'),
    ])
  })

  it('shows an environment whose address is wrong, and why', async () => {
    const found = await loadProject({
      '.env': `PROD_DATABASE_URL=postgre://app:Can4ry@h/d\nDEV_DATABASE_URL=${at('d')}`,
    })
    expect(shape(found)).toEqual(['dev d', 'prod E-URL-FORMAT (reference)'])
    expect(found.problems).toMatchObject([
      {
        code: 'E-URL-FORMAT',
        environment: 'prod',
        message: expect.stringContaining('PROD_DATABASE_URL (.env:1)'),
      },
    ])
    expect(JSON.stringify(found)).not.toContain('Can4ry')
  })

  it('ignores variables that hold something else', async () => {
    const variables = {
      SUPABASE_URL: 'https://x.supabase.co',
      STAGING_SUPABASE_URL: 'https://y.supabase.co',
      DATABASE_URL: 'file:./dev.db',
      NEXT_PUBLIC_DATABASE_URL: at('public'),
      LOCKSTEP_STATE_URL: at('state'),
      NOTE: at('note'),
    }
    const found = await loadProject({}, variables)
    expect(found.environments).toEqual([])
    expect(found.problems).toMatchObject([
      { code: 'E-CONF-NONE', suggestion: expect.stringContaining('.env.local') },
    ])
  })
})

describe('where nothing is found', () => {
  const inFolder = (files: Record<string, string>) =>
    loadConfig({
      directory: path.join(makeProject({ ...files, 'sub/deep/notes.txt': '' }), 'sub/deep'),
      environmentVariables: {},
    })

  it.each([
    [{ 'lockstep.config.json': '{' }, '../..'],
    [{ 'sub/.env': `PROD_DATABASE_URL=${at('p')}`, 'lockstep.config.json': '{}' }, '..'],
    [{ 'supabase/config.toml': '' }, '../..'],
  ])('the folder is named, and the project above it', async (files, above) => {
    const { directory, problems } = await inFolder(files)
    expect(problems).toMatchObject([
      {
        code: 'E-CONF-NONE',
        message: `No environments are configured in ${directory}, and none were found there.`,
        suggestion: `There is a project in ${above}: start Lockstep there.`,
      },
    ])
  })

  it('a project above the repository is another one', async () => {
    const { problems } = await inFolder({ 'lockstep.config.json': '{}', 'sub/.git/HEAD': '' })
    expect(problems[0]?.suggestion).toContain('.env.local')
  })
})

it('passes over a variable whose name would give an environment a name of something else', async () => {
  const found = await loadProject({}, { MIGRATIONS_DATABASE_URL: at('m'), PROD_DATABASE_URL: at('p') })
  expect(shape(found)).toEqual(['prod p (reference)'])
  expect(found.notices).toContain(
    'MIGRATIONS_DATABASE_URL (the process) was passed over: The name migrations stands for the replayed migration files.',
  )
})

describe('a Supabase project', () => {
  const config = `project_id = "acme"
[db]
port = 55432 # ours
[remotes.staging]
project_id = "${ref}"
[remotes.production]
project_id = "${other}"
[remotes."bad/name"]
project_id = "${other}"
[remotes.template]
project_id = "env(SUPABASE_PROJECT)"
`

  it('tells of the local database, the named remotes and the migrations', async () => {
    const found = await loadProject({
      'supabase/config.toml': config,
      'supabase/migrations/20240101000000_init.sql': '',
    })
    expect(shape(found)).toEqual([
      'local 127.0.0.1',
      'staging E-CONF-NO-ADDRESS',
      'production E-CONF-NO-ADDRESS (reference)',
    ])
    expect(found.environments[0]).toMatchObject({
      source: 'supabase/config.toml [db]',
      connection: { target: { address: { port: 55432, user: 'postgres' } } },
    })
    expect(found.problems[0]).toMatchObject({
      environment: 'staging',
      suggestion: expect.stringContaining('STAGING_DATABASE_URL'),
    })
    expect(found.notices.join('\n')).toMatch(/bad\/name|begins with a letter/)
    expect(found.notices.join('\n')).toContain('[remotes.template]')
    expect(found.migrations).toMatchObject([{ name: 'supabase/migrations' }])
  })

  it('joins the link, the pooler’s address and the password, in session mode', async () => {
    const found = await loadProject(
      {
        'supabase/config.toml': config,
        'supabase/.temp/project-ref': `${ref}\n`,
        'supabase/.temp/pooler-url': `postgresql://postgres.${ref}:[YOUR-PASSWORD]@aws-0-eu-west-1.pooler.supabase.com:6543/postgres`,
      },
      { SUPABASE_DB_PASSWORD: 'Can4ry@:/#?%' },
    )
    const staging = found.environments.find(({ name }) => name === 'staging')
    if (staging?.connection.state !== 'ready') throw new Error(JSON.stringify(found.problems))
    const { address } = staging.connection.target
    expect(address).toMatchObject({
      host: 'aws-0-eu-west-1.pooler.supabase.com',
      port: 5432,
      user: `postgres.${ref}`,
    })
    expect(address).toMatchObject({ sslMode: 'require' })
    expect(address.password?.reveal()).toBe('Can4ry@:/#?%')
    expect(JSON.stringify(found)).not.toContain('Can4ry')
  })

  it('uses the direct address of a linked project without a pooler’s, under its own name', async () => {
    const found = await loadProject({ 'supabase/.temp/project-ref': ref }, { SUPABASE_DB_PASSWORD: 'x1234' })
    expect(shape(found)).toEqual([`linked db.${ref}.supabase.co (reference)`])
  })

  it('does not show a project twice that a variable leads to', async () => {
    const url = `postgres://postgres.${ref}:x@aws-0-eu-west-1.pooler.supabase.com:5432/postgres`
    const found = await loadProject(
      { 'supabase/config.toml': config },
      { STAGE_DATABASE_URL: url, LOCAL_DB_URL: at('l') },
    )
    expect(shape(found)).toEqual([
      'local l',
      'staging aws-0-eu-west-1.pooler.supabase.com',
      'production E-CONF-NO-ADDRESS (reference)',
    ])
  })

  it('does not take two projects behind one pooler for one database', async () => {
    const behindPooler = (project: string) =>
      `postgres://postgres.${project}:x@aws-0-eu-west-1.pooler.supabase.com:5432/postgres`
    const found = await loadProject(
      {},
      { DEV_DATABASE_URL: behindPooler(ref), PROD_DATABASE_URL: behindPooler(other) },
    )
    expect(found.environments.map(({ name }) => name)).toEqual(['dev', 'prod'])
    expect(found.notices.join('\n')).not.toMatch(/same database|passed over/)
  })

  it.each([
    ['[db\nport = 1', /line 1/],
    ['[db]\nport = "env(PORT)"', null],
    ['[db]\nport = 99999999', null],
    ['[remotes]\nstaging = 3', /remotes\.staging/],
    ['db = 1', null],
  ])('with a config.toml of %j is read as far as it goes', async (text, notice) => {
    const found = await loadProject({ 'supabase/config.toml': text })
    expect(found.environments[0]).toMatchObject({ connection: { target: { address: { port: 54322 } } } })
    if (notice) expect(found.notices.join('\n')).toMatch(notice)
  })

  it('never contacts another host than Supabase because of the link', async () => {
    const found = await loadProject(
      {
        'supabase/.temp/project-ref': ref,
        'supabase/.temp/pooler-url': `postgresql://postgres.${ref}@evil.example:5432/postgres`,
      },
      { SUPABASE_DB_PASSWORD: 'x1234' },
    )
    expect(shape(found)).toEqual(['linked E-CONF-NO-ADDRESS (reference)'])
  })
})

describe('the files of ORMs', () => {
  it('tell which variable holds the address, without being run', async () => {
    const found = await loadProject(
      {
        'prisma/schema.prisma':
          'datasource db {\n provider = "postgresql"\n // url = env("OLD")\n url = env("APP_DB")\n directUrl = env("APP_DIRECT")\n}',
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
        'drizzle.config.ts':
          "throw new Error('run'); export default { dialect: 'postgresql', out: './db/out', dbCredentials: { url: process.env['APP_DB']! } }",
        'db/out/0000_x.sql': '',
      },
      { APP_DB: at('p'), OLD: at('o') },
    )
    expect(shape(found)).toEqual(['database p (reference)'])
    expect(found.environments[0]?.source).toBe('APP_DB (the process), named in prisma/schema.prisma')
    expect(found.migrations.map(({ name, source }) => [name, source])).toEqual([
      ['prisma/migrations', 'prisma/schema.prisma'],
      ['db/out', 'drizzle.config.ts'],
    ])
  })

  it.each([
    [
      'prisma/schema.prisma',
      'datasource db {\n provider = "postgresql"\n url = env("APP_DB")\n shadowDatabaseUrl = env("SHADOW_DATABASE_URL")\n}',
    ],
    [
      'prisma.config.ts',
      "export default { datasource: { shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL, url: env('APP_DB') } }",
    ],
  ])('of %s do not make an environment of the shadow database', async (file, text) => {
    const found = await loadProject(
      { [file]: text },
      { APP_DB: at('p'), SHADOW_DATABASE_URL: at('127.0.0.1') },
    )
    expect(shape(found)).toEqual(['database p (reference)'])
  })

  it('tell the folder of migrations beside patterns that look like comments', async () => {
    const found = await loadProject({
      'drizzle.config.ts':
        "export default { schema: './src/*', // 'all'\n out: './db/out', dialect: 'postgresql' /* ours */ }",
      'db/out/0000_x.sql': '',
      'drizzle/0000_x.sql': '',
    })
    expect(found.migrations).toMatchObject([{ name: 'db/out', source: 'drizzle.config.ts' }])
  })

  it.each([
    ["export default { schema: 'db/app.prisma', migrations: { seed: 'x', path: './db/steps' } }", 'db/steps'],
    ["export default { schema: './db/app.prisma' }", 'db/migrations'],
  ])('tell the folder that %s names', async (text, folder) => {
    const found = await loadProject({
      'prisma.config.ts': text,
      'db/app.prisma': 'datasource db { provider = "postgresql" }',
      'db/steps/1_x/migration.sql': '',
      'db/migrations/1_x/migration.sql': '',
      'prisma/migrations/1_x/migration.sql': '',
    })
    expect(found.migrations.map(({ name }) => name)).toEqual([folder])
  })

  it.each([
    ['prisma/schema.prisma', 'datasource db { provider = "mysql"\n url = env("APP_DB") }', /provider/],
    ['prisma/schema.prisma', `datasource db { provider = "postgresql"\n url = "${at('p')}" }`, /passed over/],
    ['drizzle.config.ts', "export default { dialect: 'sqlite', url: process.env.APP_DB }", /dialect/],
  ])('of %s that do not fit are passed over, and said so', async (file, text, notice) => {
    const found = await loadProject({ [file]: text }, { APP_DB: at('p') })
    expect(found.environments).toEqual([])
    expect(found.notices.join('\n')).toMatch(notice)
    expect(JSON.stringify(found)).not.toContain('Can4ry')
  })
})
