import { afterEach, describe, expect, test, vi } from 'vitest'
import { createDatabase, majors } from '../../testing/servers'
import { contentOf } from '../content'
import { graphileConfig, hasNpmTools, withProject } from './run-tool.fixture'

const [major = 18] = majors()

/** What a script prints last, as JSON. */
const said = (output: string) => JSON.parse(output.trim().split('\n').at(-1) as string)
const keys = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key)
const NOW_ISH = { appliedAt: expect.stringMatching(new RegExp(`^${new Date().getUTCFullYear()}-`)) }

afterEach(() => vi.unstubAllEnvs())

describe.skipIf(!hasNpmTools)('records that the tools themselves wrote (npm run test:tools)', () => {
  test('Drizzle 0.45', async () => {
    const journal = (...entries: readonly { tag: string; when: number }[]) =>
      JSON.stringify({
        version: '7',
        dialect: 'postgresql',
        entries: entries.map((each, idx) => ({ idx, version: '7', breakpoints: true, ...each })),
      })
    const first = { tag: '0000_brave_bear', when: 1_760_000_000_000 }
    const second = { tag: '0001_calm_cat', when: 1_760_000_100_000 }
    const late = { tag: '0002_late_lion', when: 1_760_000_050_000 }
    await withProject(
      {
        'drizzle/0000_brave_bear.sql':
          'create table a (id int);--> statement-breakpoint\ncreate table b (id int);',
        'drizzle/0001_calm_cat.sql': 'create table c (id int);\n',
        'drizzle/meta/_journal.json': journal(first, second),
        'migrate.mjs': DRIZZLE('drizzle-orm'),
      },
      async (project) => {
        await project.run('node', 'migrate.mjs')
        await project.write({
          'drizzle/0002_late_lion.sql': 'create table d (id int);',
          'drizzle/meta/_journal.json': journal(first, second, late),
        })
        await project.run('node', 'migrate.mjs')
        const { entries } = await project.history('drizzle')
        const { files, problems } = await project.files('drizzle')
        expect(keys(entries)).toEqual([String(first.when), String(second.when)])
        expect(keys(files)).toEqual([...keys(entries), String(late.when)])
        expect(files.slice(0, 2).map(({ checksums }) => checksums[0])).toEqual(
          entries.map(({ checksum }) => checksum),
        )
        expect(files[0]?.content).toBe(contentOf('create table a (id int); create table b (id int)'))
        expect(problems).toEqual([expect.stringContaining('0002_late_lion.sql is no younger than')])
      },
    )
  })

  test('Drizzle 1', async () => {
    await withProject(
      {
        'drizzle/20260101000000_brave_bear/migration.sql': 'create table a (id int);',
        'drizzle/20260101000000_brave_bear/snapshot.json': '{}',
        'migrate.mjs': DRIZZLE('drizzle-orm-1'),
      },
      async (project) => {
        await project.run('node', 'migrate.mjs')
        const { entries } = await project.history('drizzle')
        const { files } = await project.files('drizzle')
        expect(entries).toMatchObject([
          {
            key: '20260101000000_brave_bear',
            version: '20260101000000',
            name: 'brave_bear',
            checksum: files[0]?.checksums[0],
            ...NOW_ISH,
          },
        ])
        expect(keys(files)).toEqual(keys(entries))
      },
    )
  })

  test('Prisma', async () => {
    const file = (name: string) => `prisma/migrations/${name}/migration.sql`
    // It looks for its native engines although it runs none of them here.
    vi.stubEnv('PRISMA_QUERY_ENGINE_LIBRARY', process.execPath)
    vi.stubEnv('PRISMA_SCHEMA_ENGINE_BINARY', process.execPath)
    vi.stubEnv('CHECKPOINT_DISABLE', '1')
    await withProject(
      {
        'prisma/schema.prisma':
          'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
        // Its engine as WebAssembly; the native one comes from a server of its own.
        'prisma.config.mjs': `import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
// The adapter knows no columns of the type name, which its own engine asks for.
const asText = (result) => {
  for (const field of result?.fields ?? []) if (field.dataTypeID === 19) field.dataTypeID = 25
  return result
}
for (const { prototype } of [pg.Client, pg.Pool]) {
  const { query } = prototype
  prototype.query = function (...args) {
    const result = query.apply(this, args)
    return typeof result?.then === 'function' ? result.then(asText) : result
  }
}
export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }),
}
`,
        [file('20260101000000_one')]: '-- CreateTable\nCREATE TABLE "One" (id int primary key);\n',
        [file('20260102000000_two')]: 'CREATE TABLE "Two" (id int primary key);\n',
      },
      async (project) => {
        const prisma = (...args: string[]) => project.run('prisma', 'migrate', ...args)
        await prisma('deploy')
        await project.write({
          [file('20260103000000_bad')]: 'CREATE TABLE "Three" (id int);\nselect nothing;\n',
        })
        await expect(prisma('deploy')).rejects.toThrow(/20260103000000_bad/)
        const { entries } = await project.history('prisma')
        const { files } = await project.files('prisma/migrations')
        expect(keys(files)).toEqual(['20260101000000_one', '20260102000000_two', '20260103000000_bad'])
        expect(entries.map(({ key, state }) => [key, state])).toEqual([
          ['20260101000000_one', 'applied'],
          ['20260102000000_two', 'applied'],
          ['20260103000000_bad', 'failed'],
        ])
        expect(entries.map(({ checksum }) => checksum)).toEqual(files.map(({ checksums }) => checksums[0]))
        expect(entries[0]).toMatchObject(NOW_ISH)
      },
    )
  })

  test('Knex', async () => {
    const file = (
      table: string,
    ) => `exports.up = (knex) => knex.schema.createTable('${table}', (t) => t.increments())
      exports.down = (knex) => knex.schema.dropTable('${table}')`
    await withProject(
      {
        'migrations/20260101000000_a.js': file('a'),
        'migrations/20260102000000_b.js': file('b'),
        'migrations/20260103000000_c.js': `exports.up = (knex) => knex.raw('select broken'); exports.down = () => {}`,
        'list.cjs': `const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })
          const run = async () => {
            await knex.migrate.up(); await knex.migrate.up()
            await knex.migrate.up().catch(() => {})
            const [done, pending] = await knex.migrate.list()
            console.log(JSON.stringify({ done: done.map((each) => each.name), pending: pending.map((each) => each.file) }))
          }
          run().finally(() => knex.destroy())`,
      },
      async (project) => {
        const { done, pending } = said(await project.run('node', 'list.cjs'))
        const history = await project.history('knex')
        const { files } = await project.files('migrations')
        expect([keys(history.entries), history.lock]).toEqual([done, null])
        expect(history.entries[0]).toMatchObject({ version: '20260101000000', name: 'a', ...NOW_ISH })
        expect(keys(files)).toEqual([...done, ...pending])
        await project.database.query('update knex_migrations_lock set is_locked = 1')
        expect((await project.history('knex')).lock).toMatch(/locked/)
      },
    )
  })

  test('TypeORM', async () => {
    const file = (name: string) => `module.exports.${name} = class ${name} {
      async up(queryRunner) { await queryRunner.query('create table "${name}" (id int)') }
      async down(queryRunner) {}
    }`
    await withProject(
      {
        'migrations/z.js': file('CreateUsers1760000000000'),
        'migrations/a.js': file('AddOrders1760000100000'),
        'source.js': `const { DataSource } = require('typeorm')
          module.exports.source = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, migrations: ['migrations/*.js'] })`,
      },
      async (project) => {
        await project.run('typeorm', 'migration:run', '-d', 'source.js')
        await project.write({ 'migrations/b.js': file('DropOrders1760000200000') })
        const show = await project
          .run('typeorm', 'migration:show', '-d', 'source.js')
          .catch((error) => error.stdout)
        const shown = [...show.matchAll(/\[(X| )\]\s+(?:\d+\s+)?(\w+)/g)].map(([, mark, name]) => ({
          mark,
          name,
        }))
        const { entries } = await project.history('typeorm')
        const { files } = await project.files('migrations', 'typeorm')
        expect(keys(files)).toEqual(shown.map(({ name }) => name))
        expect(keys(entries)).toEqual(shown.filter(({ mark }) => mark === 'X').map(({ name }) => name))
        expect(entries[0]).toMatchObject({ version: '1760000000000', name: 'CreateUsers' })
      },
    )
  })

  test('Sequelize', async () => {
    const file = `module.exports = { up: (queryInterface) => queryInterface.sequelize.query('select 1'), down: async () => {} }`
    await withProject(
      {
        'migrations/20260101000000-a.js': file,
        'migrations/20260102000000-b.js': file,
        'config/config.js': `module.exports = { development: { url: process.env.DATABASE_URL, dialect: 'postgres' } }`,
        'models/index.js': '',
      },
      async (project) => {
        await project.run('sequelize-cli', 'db:migrate')
        await project.write({ 'migrations/20260103000000-c.js': file })
        const status = await project.run('sequelize-cli', 'db:migrate:status')
        const lines = [...status.matchAll(/^(up|down) (\S+)$/gm)].map(([, state, name]) => ({ state, name }))
        expect(lines).toHaveLength(3)
        const { entries } = await project.history('sequelize')
        expect(keys(entries)).toEqual(lines.filter(({ state }) => state === 'up').map(({ name }) => name))
        expect(keys((await project.files('migrations')).files)).toEqual(lines.map(({ name }) => name))
      },
    )
  })

  test('MikroORM', async () => {
    const file = (name: string) => `import { Migration } from '@mikro-orm/migrations'
      export class ${name} extends Migration { async up() { this.addSql('create table "${name.toLowerCase()}" (id int)') } }`
    await withProject(
      {
        'package.json': '{ "type": "module" }',
        'migrations/Migration20260101000000.js': file('Migration20260101000000'),
        'migrations/Migration20260102000000_orders.js': file('Migration20260102000000_orders'),
        'migrations/Migration20260103000000.js': file('Migration20260103000000'),
        'list.js': `import { MikroORM, EntitySchema } from '@mikro-orm/postgresql'
          import { Migrator } from '@mikro-orm/migrations'
          const A = new EntitySchema({ name: 'A', properties: { id: { type: 'number', primary: true } } })
          const orm = await MikroORM.init({ clientUrl: process.env.DATABASE_URL, entities: [A], extensions: [Migrator],
            migrations: { path: 'migrations', glob: '*.js', snapshot: false } })
          await orm.migrator.up({ to: 'Migration20260102000000_orders' })
          const [done, pending] = [await orm.migrator.getExecutedMigrations(), await orm.migrator.getPendingMigrations()]
          await orm.close()
          console.log(JSON.stringify({ done: done.map((each) => each.name), pending: pending.map((each) => each.name) }))`,
      },
      async (project) => {
        const { done, pending } = said(await project.run('node', 'list.js'))
        const { entries } = await project.history('mikro-orm')
        expect(entries).toMatchObject([
          { key: done[0], version: '20260101000000', name: null, ...NOW_ISH },
          { key: done[1], version: '20260102000000', name: 'orders' },
        ])
        expect(keys((await project.files('migrations')).files)).toEqual([...done, ...pending])
      },
    )
  })

  test('Kysely', async () => {
    const file = `// for Kysely
      export async function up(db) {}`
    await withProject(
      {
        'package.json': '{ "type": "module" }',
        'migrations/2026-01-01-a.js': file,
        'migrations/2026-01-02-b.js': file,
        'migrations/2026-01-03-c.js': file,
        'list.js': `import fs from 'node:fs/promises'
          import path from 'node:path'
          import pg from 'pg'
          import { FileMigrationProvider, Kysely, Migrator, PostgresDialect } from 'kysely'
          const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) }) })
          const provider = new FileMigrationProvider({ fs, path, migrationFolder: path.resolve('migrations') })
          const migrator = new Migrator({ db, provider })
          await migrator.migrateTo('2026-01-02-b')
          const all = await migrator.getMigrations()
          await db.destroy()
          console.log(JSON.stringify(all.map(({ name, executedAt }) => ({ name, appliedAt: executedAt ?? null }))))`,
      },
      async (project) => {
        const all = said(await project.run('node', 'list.js'))
        const { entries } = await project.history('kysely')
        const done = all.filter(({ appliedAt }: { appliedAt: string | null }) => appliedAt)
        expect(done).toHaveLength(2)
        expect(entries.map(({ key, appliedAt }) => ({ name: key, appliedAt }))).toEqual(done)
        const { files } = await project.files('migrations')
        expect(keys(files)).toEqual(all.map(({ name }: { name: string }) => name))
      },
    )
  })

  test('node-pg-migrate', async () => {
    await withProject(
      {
        'migrations/1760000000000_a.sql':
          '-- Up Migration\ncreate table a (id int);\n-- Down Migration\ndrop table a;',
        'migrations/1760000100000_b.js': 'exports.up = (pgm) => { pgm.sql("create table b (id int)") }',
        'migrations/20260101000000000_c.sql': 'create table c (id int);',
      },
      async (project) => {
        await project.run('node-pg-migrate', 'up', '2')
        const pending = await project.run('node-pg-migrate', 'up', '--dry-run')
        const { entries } = await project.history('node-pg-migrate')
        const { files } = await project.files('migrations')
        expect(entries).toMatchObject([
          { key: '1760000000000_a', version: '1760000000000', name: 'a', ...NOW_ISH },
          { key: '1760000100000_b' },
        ])
        expect(keys(files)).toEqual([...keys(entries), '20260101000000000_c'])
        expect(pending.match(/> - (\S+)/g)).toEqual(['> - 20260101000000000_c'])
        expect(files[0]?.content).toBe(contentOf('create table a (id int)'))
      },
    )
  })

  test('Graphile Migrate', async () => {
    const shadow = await createDatabase(major)
    try {
      await withProject({}, async (project) => {
        await project.write({
          '.gmrc': graphileConfig(project.database.url, shadow.url),
          'migrations/current.sql': '--! Message: users\n\ncreate table a (id int);\n',
        })
        await project.run('graphile-migrate', 'commit')
        await project.write({ 'migrations/current.sql': 'create table b (id int);\n' })
        await project.run('graphile-migrate', 'commit')
        const { entries } = await project.history('graphile-migrate')
        const { files, problems } = await project.files('migrations')
        expect(entries).toMatchObject([{ key: '000001', ...NOW_ISH }, { key: '000002' }])
        expect(keys(files)).toEqual(keys(entries))
        expect(files.map(({ checksums }) => checksums[0])).toEqual(entries.map(({ checksum }) => checksum))
        expect([files[0]?.name, files.map(({ problem }) => problem), problems]).toEqual([
          'users',
          [null, null],
          [],
        ])
      })
    } finally {
      await shadow.drop()
    }
  })
})

const DRIZZLE = (name: string) => `import { drizzle } from '${name}/node-postgres'
  import { migrate } from '${name}/node-postgres/migrator'
  import pg from 'pg'
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
  await migrate(drizzle({ client: pool }), { migrationsFolder: 'drizzle' })
  await pool.end()`
