import pg from 'pg'
import { majorOf, type PostgresLabel } from '../embedded/versions'
import { copyIn } from '../shadow/copy-in'
import { splitStatements } from '../sql/split-statements'
import { createDatabase, type TestDatabase } from './servers'

/** The first major that knows a setting which pg_dump of a newer one writes at the top. */
const KNOWS_TRANSACTION_TIMEOUT = 17

/**
 * Restores what pg_dump --create wrote for a test database into a new one, statement by statement. The roles the dump
 * names must be on that server. Throws the server's error with the statement.
 */
export async function restoreDump(
  label: PostgresLabel,
  script: string,
  from: TestDatabase,
): Promise<TestDatabase> {
  const database = await createDatabase(label, { template: 'template0' })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    for (const { text, copyData } of splitStatements(script).statements) {
      if (!belongs(text, majorOf(label))) continue
      const statement = ofDatabase(text, from.name, database.name)
      await (copyData === undefined ? client.query(statement) : copyIn(client, statement, copyData)).catch(
        (error) => {
          throw new Error(`${error.message} in: ${statement}`, { cause: error })
        },
      )
    }
    return database
  } catch (error) {
    await database.drop()
    throw error
  } finally {
    await client.end()
  }
}

/**
 * Leaves out the making of the database, a setting that the server does not know, and what no server but the one that
 * set it knows: the version of a column's missing value, which an unpatched pg_dump takes for an option of a user's.
 */
function belongs(statement: string, major: number): boolean {
  if (/^CREATE DATABASE /.test(statement)) return false
  if (/^ALTER TABLE [^;]+ SET \(pg_attver=\d+\)$/.test(statement)) return false
  return major >= KNOWS_TRANSACTION_TIMEOUT || !/^SET transaction_timeout /.test(statement)
}

/** What is said about the dumped database is said about the new one. */
function ofDatabase(statement: string, from: string, to: string): string {
  const isAboutDatabase = /^(ALTER|COMMENT ON|GRANT|REVOKE|SECURITY LABEL)\b[^']*\bDATABASE\b/.test(statement)
  return isAboutDatabase ? statement.replace(from, to) : statement
}
