import pg from 'pg'
import { fitStatement } from '../dumps/restore/fit-statement'
import { majorOf, type PostgresLabel } from '../embedded/versions'
import { copyIn } from '../shadow/copy-in'
import { type Statement, splitStatements } from '../sql/split-statements'
import { createDatabase, type TestDatabase } from './servers'

/** From this major on pg_dump expects that not everybody may create objects in a new database's `public`. */
const CLOSES_PUBLIC = 15

/**
 * Restores what pg_dump --create (of 15 or later) wrote for a database of this name into a new one, statement by
 * statement. The roles the dump names must be on that server. Throws the server's error with the statement.
 */
export async function restoreDump(label: PostgresLabel, script: string, from: string): Promise<TestDatabase> {
  const major = majorOf(label)
  const database = await createDatabase(label, { template: 'template0' })
  const statements = splitStatements(script).statements.flatMap((each) => {
    const text = fitStatement(ofDatabase(each.text, from, database.name), major)
    return text === null || /^CREATE DATABASE /.test(text) ? [] : [{ ...each, text }]
  })
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

/** What is said about the dumped database is said about the new one. */
function ofDatabase(statement: string, from: string, to: string): string {
  const isAboutDatabase = /^(ALTER|COMMENT ON|GRANT|REVOKE|SECURITY LABEL)\b[^']*\bDATABASE\b/.test(statement)
  return isAboutDatabase ? statement.replace(from, to) : statement
}
