import pg from 'pg'
import { majorOf, type PostgresLabel } from '../embedded/versions'
import { copyIn } from '../shadow/copy-in'
import { type Statement, splitStatements } from '../sql/split-statements'
import { createDatabase, type TestDatabase } from './servers'

/** The first majors that know a setting which a newer pg_dump writes at the top, and what it says about a sequence. */
const KNOWS_TRANSACTION_TIMEOUT = 17
const KNOWS_LOGGED_SEQUENCES = 15

/** From this major on pg_dump expects that not everybody may create objects in a new database's `public`. */
const CLOSES_PUBLIC = 15

/**
 * Restores what pg_dump --create (of 15 or later) wrote for a database of this name into a new one, statement by
 * statement. The roles the dump names must be on that server. Throws the server's error with the statement.
 */
export async function restoreDump(label: PostgresLabel, script: string, from: string): Promise<TestDatabase> {
  const major = majorOf(label)
  const database = await createDatabase(label, { template: 'template0' })
  const statements = splitStatements(script)
    .statements.filter(({ text }) => belongs(text, major))
    .map((each) => ({ ...each, text: known(ofDatabase(each.text, from, database.name), major) }))
  try {
    if (major < CLOSES_PUBLIC) await database.query('revoke create on schema public from public')
    await runAll(database.url, statements)
    return database
  } catch (error) {
    await database.drop()
    throw error
  }
}

async function runAll(url: string, statements: readonly Statement[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const { text, copyData } of statements) {
      await (copyData === undefined ? client.query(text) : copyIn(client, text, copyData)).catch((error) => {
        throw new Error(`${error.message} in: ${text}`, { cause: error })
      })
    }
  } finally {
    await client.end()
  }
}

/**
 * Leaves out the making of the database, a setting that the server does not know, and an option that patched servers
 * set on every column themselves: an unpatched pg_dump takes it for one that users set, and no server accepts it.
 */
function belongs(statement: string, major: number): boolean {
  if (/^CREATE DATABASE /.test(statement)) return false
  if (/^ALTER TABLE [^;]+ SET \(pg_attver=\d+\)$/.test(statement)) return false
  return major >= KNOWS_TRANSACTION_TIMEOUT || !/^SET transaction_timeout /.test(statement)
}

/** Until 14 every sequence is logged, also that of a table that is not. */
function known(statement: string, major: number): string {
  const isIdentity = /^ALTER TABLE [^;]+ ADD GENERATED [^;]+ AS IDENTITY \(/.test(statement)
  return major < KNOWS_LOGGED_SEQUENCES && isIdentity ? statement.replace(/^ +LOGGED$/m, '') : statement
}

/** What is said about the dumped database is said about the new one. */
function ofDatabase(statement: string, from: string, to: string): string {
  const isAboutDatabase = /^(ALTER|COMMENT ON|GRANT|REVOKE|SECURITY LABEL)\b[^']*\bDATABASE\b/.test(statement)
  return isAboutDatabase ? statement.replace(from, to) : statement
}
