import { createHash } from 'node:crypto'
import { splitStatements } from '../sql/split-statements'
import { identifier, literal, type Sql, sql } from '../sql/sql'
import { supabasePrelude } from '../supabase/prelude'
import {
  type DemoEnvironment,
  type DemoEnvironmentName,
  demoEnvironments,
  lastCommonVersion,
  type Step,
} from './environments'
import {
  type MigrationFile,
  readDatabaseSettings,
  readDrift,
  readMigrations,
  readOwnMigrations,
  readSeed,
} from './files'

/** The server that the demo is built on; whoever calls provides it, so that no driver is needed here. */
export interface DemoServer {
  /** Connection URL of one of its databases, as a superuser named `postgres`. */
  url(database: string): string
  /**
   * Sends texts of one or more statements, one after the other, over one connection that is closed before the answer.
   * Answers the rows of the last text.
   */
  exec(databaseUrl: string, texts: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>
}

export interface DemoOptions {
  /** What the database names begin with; `demo` makes `demo_prod`. Letters, digits and underscores. */
  readonly prefix?: string
  /** Build anew even when nothing has changed, which undoes whatever was done in the environments. */
  readonly isFresh?: boolean
}

export interface Demo {
  readonly urls: Readonly<Record<DemoEnvironmentName, string>>
  /** False when the databases of an earlier build were still good. */
  readonly wasBuilt: boolean
}

/** So that the server knows how many rows tables have; of databases that live for a time, autovacuum sees to that. */
const counted = sql`analyze`

const session = 'set client_min_messages = warning; set search_path = "$user", public, extensions;'

/**
 * Makes the demo's four databases unless they are there already, made from the same files. Two processes must not do
 * so at once on one server.
 */
export async function buildDemo(server: DemoServer, options: DemoOptions = {}): Promise<Demo> {
  const prefix = options.prefix ?? 'demo'
  const urls = Object.fromEntries(
    demoEnvironments.map(({ name }) => [name, server.url(databaseName(prefix, name))]),
  ) as Record<DemoEnvironmentName, string>
  const hash = contentHash()
  if (!options.isFresh && (await isBuilt(server, prefix, hash))) return { urls, wasBuilt: false }
  await makeTemplate(server, prefix)
  await Promise.all(demoEnvironments.map((environment) => makeEnvironment(server, prefix, environment)))
  // The mark comes last: a build that was cut short is not taken for a complete one.
  await run(server, 'postgres', [
    sql`comment on database ${templateName(prefix)} is ${literal(`lockstep demo ${hash}`)}`,
  ])
  return { urls, wasBuilt: true }
}

/** Drops the demo's databases, ending all connections to them. */
export async function dropDemo(server: DemoServer, prefix = 'demo'): Promise<void> {
  const names = ['template', ...demoEnvironments.map(({ name }) => name)]
  await run(
    server,
    'postgres',
    names.map((name) => dropStatement(databaseName(prefix, name))),
  )
}

function databaseName(prefix: string, name: string): string {
  return `${prefix}_${name}`
}

function templateName(prefix: string): Sql {
  return identifier(databaseName(prefix, 'template'))
}

function dropStatement(database: string): Sql {
  return sql`drop database if exists ${identifier(database)} with (force)`
}

async function isBuilt(server: DemoServer, prefix: string, hash: string): Promise<boolean> {
  const names = demoEnvironments.map(({ name }) => databaseName(prefix, name))
  const [row] = await run(server, 'postgres', [
    sql`select
      (select count(*)::integer from pg_catalog.pg_database where datname = any (${literal(`{${names.join(',')}}`)})) as databases,
      (select pg_catalog.shobj_description(oid, 'pg_database') from pg_catalog.pg_database
        where datname = ${literal(databaseName(prefix, 'template'))}) as mark`,
  ])
  return row?.databases === names.length && row.mark === `lockstep demo ${hash}`
}

/** The prelude, the common migrations and the data: what all environments have. */
async function makeTemplate(server: DemoServer, prefix: string): Promise<void> {
  const name = databaseName(prefix, 'template')
  const common = [...readMigrations().values()].filter(({ version }) => version <= lastCommonVersion)
  await run(server, 'postgres', [dropStatement(name), sql`create database ${identifier(name)}`])
  await run(server, name, [
    ...supabasePrelude(),
    ...common.flatMap((file) => [file.text, recordStatement(file, file.version)]),
    readSeed(),
  ])
}

async function makeEnvironment(
  server: DemoServer,
  prefix: string,
  environment: DemoEnvironment,
): Promise<void> {
  const name = databaseName(prefix, environment.name)
  await run(server, 'postgres', [
    dropStatement(name),
    sql`create database ${identifier(name)} template ${templateName(prefix)}`,
  ])
  await run(server, name, [
    readDatabaseSettings(),
    ...stepTexts(environment),
    readDrift(environment.name),
    counted,
  ])
}

function stepTexts({ name, steps }: DemoEnvironment): string[] {
  const files = new Map([...readMigrations(), ...readOwnMigrations(name)])
  return steps.flatMap((step) => {
    const file = files.get(step.version)
    if (!file) throw new Error(`There is no migration ${step.version} for ${name}`)
    const texts = step.isRun === false ? [] : [file.text]
    const version = recordedVersion(step)
    return version === null ? texts : [...texts, recordStatement(file, version)]
  })
}

function recordedVersion({ version, recordedAs }: Step): string | null {
  return recordedAs === undefined ? version : recordedAs
}

/** Writes the row that the Supabase command line writes after a migration. */
function recordStatement({ name, text }: MigrationFile, version: string): string {
  const statements = splitStatements(text)
    .statements.map((statement) => literal(statement.text))
    .join(', ')
  return `insert into supabase_migrations.schema_migrations (version, name, statements)
    values (${literal(version)}, ${literal(name)}, array[${statements}]::text[])`
}

function run(server: DemoServer, database: string, texts: readonly string[]) {
  return server.exec(server.url(database), [session, ...texts])
}

function contentHash(): string {
  const content = [
    demoEnvironments,
    lastCommonVersion,
    supabasePrelude(),
    readDatabaseSettings(),
    [...readMigrations().values()],
    readSeed(),
    demoEnvironments.map(({ name }) => [readDrift(name), [...readOwnMigrations(name).values()]]),
    counted,
  ]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)
}
