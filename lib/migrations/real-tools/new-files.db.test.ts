import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDatabase, majors } from '../../testing/servers'
import { planMigration } from '../create/plan-migration'
import { listFolder } from '../read-folder'
import {
  graphileConfig,
  hasNpmTools,
  hasProgram,
  npmFile,
  type ToolProject,
  withProject,
} from './run-tool.fixture'

const [major = 18] = majors()

/** Two statements, of which one holds semicolons. */
const SQL = `create function one() returns int language plpgsql as $$
begin
  return 1;
end;
$$;

create table made (id int default one());
`

/** Writes the next migration of a folder, as `lockstep migrations new` would; gives the key it is to have. */
async function makeNext(project: ToolProject, folder: string, sql = SQL): Promise<string | null> {
  const place = { path: path.join(project.folder, folder), name: folder }
  const { files, file } = await planMigration({
    name: 'made here',
    sql,
    author: { name: null, email: null, now: new Date() },
    listing: await listFolder(place),
    read: await project.files(folder),
    recorded: [],
  })
  await project.write(Object.fromEntries(files.map((each) => [`${folder}/${each.path}`, each.text])))
  return file?.key ?? null
}

/** The key of the last entry of the only record, and whether what the file makes is there. */
async function outcome(project: ToolProject, tool: string) {
  const { entries } = await project.history(tool)
  const [row] = await project.database.query(`select to_regclass('public.made') is not null as made`)
  return { key: entries.at(-1)?.key, isMade: row?.made }
}

describe.skipIf(!hasNpmTools)('new files are run by the tools themselves (npm run test:tools)', () => {
  test('Supabase CLI, and its command that only records one', async () => {
    await withProject(
      {
        'supabase/config.toml': 'project_id = "test"\n',
        'supabase/migrations/20260101000000_a.sql': 'create table a (id int);\n',
      },
      async (project) => {
        const url = `${project.database.url}?sslmode=disable`
        const key = await makeNext(project, 'supabase/migrations')
        await project.run('supabase', 'db', 'push', '--yes', '--db-url', url)
        expect(await outcome(project, 'supabase')).toEqual({ key, isMade: true })
      },
    )
    await withProject(
      {
        'supabase/config.toml': 'project_id = "test"\n',
        'supabase/migrations/20260101000000_a.sql': 'create table a (id int);\n',
      },
      async (project) => {
        const url = `${project.database.url}?sslmode=disable`
        await project.run('supabase', 'db', 'push', '--yes', '--db-url', url)
        const key = (await makeNext(project, 'supabase/migrations')) ?? ''
        const repair = ['migration', 'repair', key, '--status', 'applied', '--yes', '--db-url', url]
        await project.run('supabase', ...repair)
        expect(await outcome(project, 'supabase')).toEqual({ key, isMade: false })
      },
    )
  })

  test('dbmate', async () => {
    const first = '-- migrate:up\ncreate table a (id int);\n\n-- migrate:down\ndrop table a;\n'
    await withProject({ 'db/migrations/20260101000000_a.sql': first }, async (project) => {
      const key = await makeNext(project, 'db/migrations')
      const url = `${project.database.url}?sslmode=disable`
      await project.run('dbmate', '--url', url, '--no-dump-schema', 'migrate')
      expect(await outcome(project, 'dbmate')).toEqual({ key, isMade: true })
    })
  })

  test('node-pg-migrate', async () => {
    const first = '-- Up Migration\ncreate table a (id int);\n-- Down Migration\ndrop table a;\n'
    await withProject({ 'migrations/1760000000000_a.sql': first }, async (project) => {
      const key = await makeNext(project, 'migrations')
      await project.run('node-pg-migrate', 'up')
      expect(await outcome(project, 'node-pg-migrate')).toEqual({ key, isMade: true })
    })
  })

  test('Graphile Migrate, which numbers it when it is committed', async () => {
    const shadow = await createDatabase(major)
    await withProject({}, async (project) => {
      await project.write({
        '.gmrc': graphileConfig(project.database.url, shadow.url),
        'migrations/current.sql': 'create table a (id int);\n',
      })
      await project.run('graphile-migrate', 'commit')
      await expect(makeNext(project, 'migrations')).rejects.toThrow(/current\.sql is there already/)
      await project.run('node', '-e', 'require("node:fs").rmSync("migrations/current.sql")')
      expect(await makeNext(project, 'migrations')).toBeNull()
      await project.run('graphile-migrate', 'commit')
      expect(await outcome(project, 'graphile-migrate')).toEqual({ key: '000002', isMade: true })
      const { files } = await project.files('migrations')
      expect(files.at(-1)).toMatchObject({ name: 'made-here', problem: null })
    }).finally(() => shadow.drop())
  })
})

describe.skipIf(!hasNpmTools || !hasProgram('java'))('new files (npm run test:tools, with Java)', () => {
  test('Liquibase', async () => {
    const head = '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"'
    const files = {
      'db/changelog/master.xml': `<?xml version="1.0" encoding="UTF-8"?>${head}
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
        <includeAll path="changes/" relativeToChangelogFile="true"/></databaseChangeLog>`,
      'db/changelog/changes/01_a.sql':
        '--liquibase formatted sql\n\n--changeset ann:1\ncreate table a (id int);\n',
    }
    await withProject(files, async (project) => {
      const key = await makeNext(project, 'db/changelog')
      const { hostname, port, pathname, username, password } = new URL(project.database.url)
      await project.run(
        npmFile('liquibase', 'dist', 'liquibase', 'liquibase'),
        '--changelog-file=db/changelog/master.xml',
        `--url=jdbc:postgresql://${hostname}:${port}${pathname}`,
        `--username=${decodeURIComponent(username)}`,
        `--password=${decodeURIComponent(password)}`,
        'update',
      )
      expect(await outcome(project, 'liquibase')).toEqual({ key, isMade: true })
    })
  })
})
