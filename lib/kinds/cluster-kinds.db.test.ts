import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import { findRows, type Snapshot } from '../objects/snapshot'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { KINDS } from './all'
import { role } from './role'
import { roleMembership } from './role-membership'
import { roleSetting } from './role-setting'
import { serverGrant } from './server-grant'

/** Roles are shared by all databases of a server, and other tests make roles of their own: only ours are looked at. */
const prefix = `kinds_${randomBytes(4).toString('hex')}`
const [app, boss, reader, odd] = ['app', 'boss', 'reader', '"🧾 of الفريق'].map(
  (name) => `${prefix}_${name}`,
) as [string, string, string, string]
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

const clusterKinds = KINDS.filter((kind) => kind.scope === 'cluster')

const SETUP = `
  create role ${app} login connection limit 20 valid until '2027-01-01 12:00:00+02';
  create role ${boss} noinherit createrole;
  create role ${reader} bypassrls;
  create role ${quoted(odd)};
  comment on role ${app} is 'The application.';
  grant ${reader} to ${app};
  grant ${reader} to ${boss} with admin option;
  grant pg_read_all_data to ${boss};
  alter role ${app} set statement_timeout = '8s';
  alter role ${app} set app.settings.jwt_secret = 'first secret';
  do $$ begin execute format('alter role ${app} in database %I set work_mem = ''64MB''', current_database()); end $$;`

const CHANGES = `
  alter role ${app} superuser nologin connection limit -1 valid until 'infinity';
  comment on role ${app} is null;
  alter role ${reader} nobypassrls;
  drop role ${quoted(odd)};
  revoke admin option for ${reader} from ${boss};
  revoke pg_read_all_data from ${boss};
  grant ${boss} to ${app};
  alter role ${app} set statement_timeout = '8000ms';
  alter role ${app} set app.settings.jwt_secret = 'second secret';
  alter role ${reader} set search_path = app, public;
  do $$ begin execute format('alter role ${app} in database %I set work_mem = ''1GB''', current_database()); end $$;`

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase
  let before: Snapshot
  let after: Snapshot

  beforeAll(async () => {
    database = await createDatabase(major, { sql: SETUP })
    before = await readDatabase(database.url, clusterKinds)
    await database.query(CHANGES)
    after = await readDatabase(database.url, clusterKinds)
    snapshots.set(major, { before, after })
  })

  afterAll(async () => {
    await database.query(
      `drop owned by ${app}, ${boss}, ${reader}; drop role ${app}, ${boss}, ${reader}, ${quoted(odd)}`,
    )
    await database.drop()
  })

  test('reads roles without their passwords, and secrets of settings masked', () => {
    expect(findRows(before, role, [app])).toMatchObject([
      {
        canLogin: 't',
        connectionLimit: '20',
        validUntil: '2027-01-01 10:00:00+00',
        comment: 'The application.',
      },
    ])
    const settings = findRows(before, roleSetting, [app])
    expect(settings.map(({ where, name, value }) => `${where}: ${name} = ${value}`).sort()).toEqual([
      'all databases: app.settings.jwt_secret = *** (masked)',
      'all databases: statement_timeout = 8s',
      'this database: work_mem = 64MB',
    ])
    expect(before.diagnostics.map(({ code, kind }) => `${code} ${kind}`)).toContain(
      'maskedSecret role-setting',
    )
    expect(JSON.stringify(settings)).not.toContain('first secret')
  })

  test('leaves out the roles that Postgres brings, and keeps what is granted of them', () => {
    expect(findRows(before, role, []).filter(({ name }) => name?.startsWith('pg_'))).toEqual([])
    expect(findRows(before, roleMembership, ['pg_read_all_data', boss])).toHaveLength(1)
  })

  test('lists what was granted between roles that Postgres brings, and nothing that it grants itself', async () => {
    const context = { major, busy: [], readable: new Set<string>() }
    const between = async () => {
      const rows = await database.query<{ role: string; member: string }>(roleMembership.query(context))
      return rows.filter(({ role, member }) => role.startsWith('pg_') && member.startsWith('pg_'))
    }
    expect(await between()).toEqual([])
    await database.query('begin; grant pg_read_all_data to pg_monitor')
    expect(await between()).toMatchObject([{ role: 'pg_read_all_data', member: 'pg_monitor' }])
    expect(await database.query(`select ${roleMembership.isPresent} as found`)).toEqual([{ found: true }])
    await database.query('rollback')
  })

  test('finds what was changed, and judges it by who gained', () => {
    expect(ours(before, after)).toEqual([
      `role ${odd}: sourceOnly high`,
      `role ${app}: different critical [isSuperuser,canLogin,connectionLimit,validUntil,comment]`,
      `role ${reader}: different high [bypassesRowSecurity]`,
      `role-membership ${boss}.${app}: targetOnly high`,
      `role-membership ${reader}.${boss}: different high [isAdmin]`,
      `role-membership pg_read_all_data.${boss}: sourceOnly high`,
      `role-setting ${app}.this database.work_mem: different medium [value]`,
      `role-setting ${reader}.all databases.search_path: targetOnly medium`,
    ])
    expect(meaningOf(before, after, 'role', app)).toBe(
      `Here ${app} may pass every check, as a superuser. Here ${app} may not log in.`,
    )
    expect(meaningOf(before, after, 'role-membership', `${boss}.${app}`)).toBe(
      `Here ${app} may use all privileges of ${boss}. Here ${app} may become ${boss}.`,
    )
  })

  test('is read the same by a role without any right', async () => {
    await database.query(`create role ${prefix}_guest login password 'guest'`)
    const url = new URL(database.url)
    url.username = `${prefix}_guest`
    url.password = 'guest'
    const bySuperuser = await readDatabase(database.url, clusterKinds)
    const byGuest = await readDatabase(url.href, clusterKinds)
    await database.query(`drop role ${prefix}_guest`)
    expect(byGuest.blindSpots).toEqual([])
    expect(ours(bySuperuser, byGuest)).toEqual([])
  })

  test('makes roles, memberships and settings again by their statements', async () => {
    const statements = [role, roleMembership, roleSetting].flatMap((kind) =>
      findRows(before, kind, [])
        .filter((row) => isOurs([row.name, row.role, row.member]) && !row.value?.includes('masked'))
        .map((row) => kind.ddl(row, () => []).replaceAll(':"DBNAME"', quoted(database.name))),
    )
    await database.query(`drop owned by ${boss}, ${app}, ${reader}; drop role ${boss}, ${app}, ${reader};
      ${statements.filter((statement) => major >= 16 || !statement.startsWith('GRANT')).join('\n')}
      ${major >= 16 ? '' : `grant ${reader} to ${app}; grant ${reader} to ${boss} with admin option; grant pg_read_all_data to ${boss};`}`)
    const remade = await readDatabase(database.url, clusterKinds)
    expect(ours(before, remade)).toEqual([
      `role-setting ${app}.all databases.app.settings.jwt_secret: sourceOnly medium`,
    ])
  })

  test.runIf(major >= 15)('finds grants on server parameters', async () => {
    const none = await readDatabase(database.url, [serverGrant])
    await database.query(`grant set on parameter log_statement to ${reader};
      grant alter system on parameter log_statement to ${reader} with grant option`)
    const some = await readDatabase(database.url, [serverGrant])
    const [row] = findRows(some, serverGrant, ['parameter', 'log_statement', reader])
    await database.query(`revoke all on parameter log_statement from ${reader}`)
    expect(row?.privileges).toBe('["ALTER SYSTEM*", "SET"]')
    expect(ours(none, some)).toEqual([`server-grant parameter.log_statement.${reader}.: targetOnly high`])
    await database.query(serverGrant.ddl(row ?? {}, () => []))
    expect(ours(some, await readDatabase(database.url, [serverGrant]))).toEqual([])
    await database.query(`revoke all on parameter log_statement from ${reader}`)
  })

  test('finds grants on tablespaces', async () => {
    const none = await readDatabase(database.url, [serverGrant])
    await database.query(`grant create on tablespace pg_default to ${reader}`)
    const some = await readDatabase(database.url, [serverGrant])
    await database.query(`revoke all on tablespace pg_default from ${reader}`)
    expect(ours(none, some)).toEqual([`server-grant tablespace.pg_default.${reader}.: targetOnly high`])
  })
})

const snapshots = new Map<number, { before: Snapshot; after: Snapshot }>()

test('the same roles on the oldest and the newest server are the same', () => {
  const oldest = snapshots.get(Math.min(...majors()))
  const newest = snapshots.get(Math.max(...majors()))
  expect(ours(oldest?.before as Snapshot, newest?.before as Snapshot)).toEqual([])
  expect(ours(oldest?.after as Snapshot, newest?.after as Snapshot)).toEqual([])
})

function ourDifferences(source: Snapshot, target: Snapshot): readonly Difference[] {
  const kinds = clusterKinds.filter(({ name }) => source.kinds.has(name) || target.kinds.has(name))
  return compareSnapshots(source, target, kinds).differences.filter(({ address }) => isOurs(address))
}

function isOurs(names: readonly (string | null | undefined)[]): boolean {
  return names.some((name) => name?.startsWith(prefix))
}

/** `kind address: status severity [fields]`, in the order of kinds and addresses. */
function ours(source: Snapshot, target: Snapshot): string[] {
  return ourDifferences(source, target)
    .map(({ kind, address, status, severity, fields }) => {
      const names = fields.length > 0 ? ` [${fields.map(({ name }) => name).join()}]` : ''
      return {
        key: [kind, ...address].join(' '),
        line: `${kind} ${address.join('.')}: ${status} ${severity}${names}`,
      }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line)
}

function meaningOf(
  source: Snapshot,
  target: Snapshot,
  kind: string,
  address: string,
): string | null | undefined {
  return ourDifferences(source, target).find(
    (difference) => difference.kind === kind && difference.address.join('.') === address,
  )?.meaning
}
