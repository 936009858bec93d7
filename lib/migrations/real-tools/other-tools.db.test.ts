import { describe, expect, test } from 'vitest'
import { contentOf } from '../content'
import type { HistoryEntry } from '../history'
import type { MigrationFile } from '../migration-file'
import { squashedStanding } from '../squashed'
import { hasNpmTools, hasProgram, hasPythonTools, npmFile, pythonTool, withProject } from './run-tool.fixture'

const keys = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key)
const NOW_ISH = { appliedAt: expect.stringMatching(new RegExp(`^${new Date().getUTCFullYear()}-`)) }

/** Whether the record holds, for each of its migrations, a checksum that we compute for its file. */
function haveTheirChecksums(entries: readonly HistoryEntry[], files: readonly MigrationFile[]): boolean[] {
  return entries.map(({ key, checksum }) =>
    files.some((file) => file.key === key && file.checksums.some(({ value }) => value === checksum?.value)),
  )
}

describe.skipIf(!hasNpmTools)('records that the tools themselves wrote (npm run test:tools)', () => {
  test('dbmate', async () => {
    const file = (table: string) =>
      `-- migrate:up\ncreate table ${table} (id int);\n\n-- migrate:down\ndrop table ${table};\n`
    await withProject(
      { 'db/migrations/20260102000000_b.sql': file('b'), 'db/migrations/20260101000000_a.sql': file('a') },
      async (project) => {
        const url = `${project.database.url}?sslmode=disable`
        const dbmate = (...args: string[]) => project.run('dbmate', '--url', url, '--no-dump-schema', ...args)
        await dbmate('migrate')
        await project.write({ 'db/migrations/20260103000000_c.sql': file('c') })
        const lines = [...(await dbmate('status')).matchAll(/^\[(X| )\] (\d+)_\w\.sql$/gm)]
        const { entries } = await project.history('dbmate')
        const { files } = await project.files('db/migrations')
        expect(keys(files)).toEqual(lines.map(([, , version]) => version))
        expect(keys(entries)).toEqual(
          lines.filter(([, mark]) => mark === 'X').map(([, , version]) => version),
        )
        expect([entries.length, files.length]).toEqual([2, 3])
        expect(files[0]?.content).toBe(contentOf('create table a (id int)'))
      },
    )
  })

  test('Supabase CLI', async () => {
    await withProject(
      {
        'supabase/config.toml': 'project_id = "test"\n',
        'supabase/migrations/20260101000000_a.sql':
          'create table a (id int);\n-- why\ncreate table b (id int);\n',
        'supabase/migrations/20260102000000_b.sql': 'create table c (id int);\n',
      },
      async (project) => {
        const url = `${project.database.url}?sslmode=disable`
        await project.run('supabase', 'db', 'push', '--yes', '--db-url', url)
        await project.write({ 'supabase/migrations/20260103000000_c.sql': 'create table d (id int);' })
        const list = await project.run('supabase', 'migration', 'list', '--db-url', url)
        const { entries } = await project.history('supabase')
        const { files } = await project.files('supabase/migrations')
        expect(entries).toMatchObject([
          { key: '20260101000000', name: 'a', content: files[0]?.content },
          { key: '20260102000000', name: 'b', content: files[1]?.content },
        ])
        const versions = [...list.matchAll(/\b(2026\d{10})\b/g)].map(([, version]) => version)
        const count = (key: string) => versions.filter((version) => version === key).length
        expect(keys(files).map(count)).toEqual([2, 2, 1])
      },
    )
  })
})

describe.skipIf(!hasNpmTools || !hasProgram('java'))('Liquibase (npm run test:tools, with Java)', () => {
  test('what ran, what was marked, and what is left', async () => {
    await withProject(
      {
        'db/changelog/master.xml': `<?xml version="1.0" encoding="UTF-8"?>
          <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            <include file="changes/b.sql" relativeToChangelogFile="true"/>
            <include file="db/changelog/changes/a.yaml"/>
          </databaseChangeLog>`,
        'db/changelog/changes/b.sql': `--liquibase formatted sql

--changeset ann:1
create table b (id int);
--rollback drop table b;

--changeset "bob b":"two words" runOnChange:true
--comment Why
-- an ordinary comment
create   table c (
	id int /* too */
);

insert into c values (1) ;
/* liquibase rollback
drop table c;
*/

--changeset ann:3
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select 0
create table never (id int);
`,
        'db/changelog/changes/a.yaml': `databaseChangeLog:
  - changeSet:
      id: 4
      author: carl
      changes:
        - sql:
            sql: create table d (id int)
`,
      },
      async (project) => {
        const { hostname, port, pathname, username, password } = new URL(project.database.url)
        const liquibase = (command: string, ...args: string[]) =>
          project.run(
            npmFile('liquibase', 'dist', 'liquibase', 'liquibase'),
            '--changelog-file=db/changelog/master.xml',
            `--url=jdbc:postgresql://${hostname}:${port}${pathname}`,
            `--username=${decodeURIComponent(username)}`,
            `--password=${decodeURIComponent(password)}`,
            command,
            ...args,
          )
        await liquibase('update-count', '--count=3')
        const status = await liquibase('status', '--verbose')
        const { entries, lock } = await project.history('liquibase')
        const { files, problems } = await project.files('db/changelog')
        expect(entries.map(({ key, state }) => `${key} ${state}`)).toEqual([
          'b.sql::1::ann applied',
          'b.sql::two words::bob b applied',
          'b.sql::3::ann skipped',
        ])
        expect(keys(files)).toEqual([...keys(entries), 'a.yaml::4::carl'])
        expect([status.match(/^\s+\S+::.*$/gm)?.map((line) => line.trim()), lock, problems]).toEqual([
          ['db/changelog/changes/a.yaml::4::carl'],
          null,
          [],
        ])
        expect(entries[0]).toMatchObject(NOW_ISH)
        expect(haveTheirChecksums(entries, files)).toEqual([true, true, true])
      },
    )
  }, 300_000)
})

describe.skipIf(!hasPythonTools)('records that tools of Python wrote (npm run test:tools)', () => {
  test('Django', async () => {
    const migration = (dependencies: string) => `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [${dependencies}]
    operations = [migrations.RunSQL("select 1", "select 1")]
`
    await withProject(
      {
        'settings.py': `import os
from urllib.parse import urlparse
url = urlparse(os.environ['DATABASE_URL'])
SECRET_KEY = 'for a test'
INSTALLED_APPS = ['shop', 'stock']
USE_TZ = True
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': url.path[1:], 'USER': url.username,
  'PASSWORD': url.password, 'HOST': url.hostname, 'PORT': url.port}}
`,
        'shop/__init__.py': '',
        'shop/migrations/__init__.py': '',
        'shop/migrations/0001_initial.py': migration(''),
        'shop/migrations/0002_more.py': migration("('shop', '0001_initial'), ('stock', '0001_initial')"),
        'stock/__init__.py': '',
        'stock/migrations/__init__.py': '',
        'stock/migrations/0001_initial.py': migration("('shop', '0001_initial')"),
      },
      async (project) => {
        const django = (...args: string[]) =>
          project.run(pythonTool('django-admin'), ...args, '--settings=settings', '--pythonpath=.')
        await django('migrate', 'stock')
        const plan = [...(await django('showmigrations', '--plan')).matchAll(/^\[(X| )\] +(\S+)/gm)]
        const { entries } = await project.history('django')
        const { files, problems } = await project.files('.', 'django')
        expect(keys(files)).toEqual(plan.map(([, , key]) => key))
        expect(keys(entries)).toEqual(plan.filter(([, mark]) => mark === 'X').map(([, , key]) => key))
        expect([entries.length, files.length, problems]).toEqual([2, 3, []])
        expect(entries[0]).toMatchObject(NOW_ISH)

        // What Django itself says of a migration that stands for two, as those ran one after the other.
        const replaces = "replaces = [('stock', '0001_initial'), ('stock', '0002_more')]\n    "
        await project.write({
          'stock/migrations/0002_more.py': migration("('stock', '0001_initial')"),
          'stock/migrations/0001_squashed_0002_more.py': migration("('shop', '0001_initial')").replace(
            'dependencies',
            `${replaces}dependencies`,
          ),
        })
        for (const ran of [1, 2]) {
          if (ran === 2) await django('migrate', 'stock', '0002_more')
          const shown = await django('showmigrations', '--plan')
          const after = await project.files('.', 'django')
          const recorded = new Set(keys((await project.history('django')).entries))
          const squash = after.files.find(({ key }) => key.includes('squashed')) as MigrationFile
          const standing = recorded.has(squash.key)
            ? 'applied'
            : squashedStanding(squash, after.files, recorded)
          expect(standing).toBe(ran === 1 ? 'skipped' : 'applied')
          expect(shown.includes('squashed')).toBe(ran === 2)
        }
      },
    )
  })

  test('Alembic', async () => {
    await withProject({}, async (project) => {
      const alembic = (...args: string[]) => project.run(pythonTool('alembic'), ...args)
      await alembic('init', 'alembic')
      const env = `import os\nfrom alembic import context\nfrom sqlalchemy import create_engine
url = os.environ['DATABASE_URL'].replace('postgres://', 'postgresql://').replace('postgresql://', 'postgresql+psycopg2://')
with create_engine(url).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`
      await project.write({ 'alembic/env.py': env })
      await alembic('revision', '--rev-id', 'zz01', '-m', 'first')
      await alembic('revision', '--rev-id', 'aa02', '-m', 'left')
      await alembic('revision', '--rev-id', 'mm03', '-m', 'right', '--head', 'zz01', '--splice')
      await alembic('upgrade', 'heads')
      await alembic('merge', '--rev-id', 'bb04', '-m', 'both', 'heads')
      const current = await alembic('current')
      const history = [...(await alembic('history')).matchAll(/-> (\w+)/g)].map(([, revision]) => revision)
      const { entries, coverage } = await project.history('alembic')
      const { files, problems } = await project.files('alembic')
      expect([keys(entries), coverage]).toEqual([
        [...current.matchAll(/^(\w{4})(?: |$)/gm)].map(([, revision]) => revision).sort(),
        'current',
      ])
      expect(keys(entries)).toEqual(['aa02', 'mm03'])
      expect(new Set(keys(files))).toEqual(new Set(history))
      expect([keys(files)[0], keys(files).at(-1), files.at(-1)?.after, problems]).toEqual([
        'zz01',
        'bb04',
        ['aa02', 'mm03'],
        [],
      ])
    })
  })
})

describe.skipIf(!hasProgram('sqitch'))('Sqitch (npm run test:tools, where it is installed)', () => {
  test('ids and hashes are those that it records; what fails and what is reverted is told', async () => {
    await withProject({}, async (project) => {
      const { hostname, port, pathname, username, password } = new URL(project.database.url)
      const target = `db:pg://${username}:${password}@${hostname}:${port}${pathname}`
      const sqitch = (...args: string[]) => project.run('sqitch', ...args)
      await sqitch('config', 'user.name', 'Ånn')
      await sqitch('config', 'user.email', 'ann@example.org')
      await sqitch('config', 'core.engine', 'pg')
      await sqitch('init', 'shop', '--uri', 'https://example.org/shop')
      await sqitch('add', 'users', '-n', 'Users; with "quotes" \\ and\nlines.')
      await sqitch('add', 'orders', '-r', 'users', '-x', 'other:legacy', '-n', 'Orders')
      await sqitch('tag', 'v1', '-n', 'First')
      await sqitch('rework', 'users', '-n', 'More')
      await sqitch('add', 'bad', '-r', 'orders', '-n', 'It fails')
      await project.write({
        'deploy/users@v1.sql': 'begin;\ncreate table users (id int);\ncommit;\n',
        'deploy/users.sql': 'alter table users add name text;\n',
        'deploy/orders.sql': '\\set ON_ERROR_STOP 1\ncreate table orders (id int);\n',
        'deploy/bad.sql': 'select broken;\n',
        'revert/users.sql': 'alter table users drop name;\n',
      })
      await expect(sqitch('deploy', '--no-verify', '--mode', 'change', target)).rejects.toThrow('broken')
      const { entries } = await project.history('sqitch')
      const { files, problems } = await project.files('.')
      expect(entries.map(({ name, state }) => [name, state])).toEqual([
        ['users', 'applied'],
        ['orders', 'applied'],
        ['users', 'applied'],
        ['bad', 'failed'],
      ])
      expect([keys(files), problems]).toEqual([keys(entries), []])
      expect(haveTheirChecksums(entries.slice(0, 3), files)).toEqual([true, true, true])
      expect(entries[0]).toMatchObject({ appliedBy: 'Ånn', ...NOW_ISH })
      await sqitch('revert', '-y', '--to', '@HEAD^', target)
      expect((await project.history('sqitch')).entries.map(({ state }) => state)).toEqual([
        'applied',
        'applied',
        'failed',
        'rolledBack',
      ])
    })
  })
})

describe.skipIf(!hasProgram('ruby'))('Rails (npm run test:tools, with ActiveRecord)', () => {
  test('versions and environment', async () => {
    const file = (name: string) => `class ${name} < ActiveRecord::Migration[6.0]\n  def change\n  end\nend\n`
    await withProject(
      {
        'db/migrate/20260101000000_first.rb': file('First'),
        'db/migrate/002_second.rb': file('Second'),
        'migrate.rb': `require 'active_record'
ActiveRecord::Base.establish_connection(ENV['DATABASE_URL'].sub('postgres://', 'postgresql://'))
context = ActiveRecord::MigrationContext.new('db/migrate', ActiveRecord::SchemaMigration)
context.migrate(2)
context.migrations_status.each { |state, version, name| puts "#{state} #{version} #{name}" }
`,
      },
      async (project) => {
        const status = [...(await project.run('ruby', 'migrate.rb')).matchAll(/^(up|down) (\d+) (\w+)$/gm)]
        const { entries } = await project.history('rails')
        const { files } = await project.files('db/migrate')
        expect(keys(files)).toEqual(status.map(([, , version]) => String(Number(version))))
        expect(keys(entries)).toEqual(
          status.filter(([, state]) => state === 'up').map(([, , version]) => String(Number(version))),
        )
        expect(entries).toMatchObject([{ key: '2', environment: expect.stringMatching(/./) }])
      },
    )
  })
})
