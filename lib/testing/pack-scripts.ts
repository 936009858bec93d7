import pg from 'pg'
import type { PostgresLabel } from '../embedded/versions'
import { createDatabase, type TestDatabase } from './servers'

/** SQL that was written for an empty database. */
export interface Script {
  readonly name: string
  readonly sql: string
}

/** A database with what several scripts made, and the schemas that were moved out of the way. */
interface Shared {
  readonly database: TestDatabase
  readonly moved: Set<number>
}

/**
 * Runs scripts in as few databases as they get along in: after each, the schemas it made are named after it, and the
 * next one finds an empty `public`. Those about `public` itself get databases of their own. Throws the server's error
 * for a script that does not run in an empty database either.
 */
export async function packScripts(label: PostgresLabel, scripts: readonly Script[]): Promise<TestDatabase[]> {
  const shared: Shared[] = []
  const all: TestDatabase[] = []
  try {
    for (const script of scripts) {
      const isAlone = /\bschema public\b/i.test(script.sql)
      if (!isAlone && (await fits(shared, script))) continue
      // The `public` that comes with a database stays special to pg_dump under any name.
      const database = await createDatabase(
        label,
        isAlone ? {} : { sql: 'drop schema public; create schema public' },
      )
      all.push(database)
      if (isAlone) await database.query(script.sql)
      else shared.push({ database, moved: await run({ database, moved: new Set() }, script) })
    }
    return all
  } catch (error) {
    await Promise.all(all.map((database) => database.drop()))
    throw error
  }
}

/** Runs a script in the first database in which nothing has the name of what it makes. */
async function fits(databases: readonly Shared[], script: Script): Promise<boolean> {
  for (const each of databases) {
    const isDone = await run(each, script).then(
      () => true,
      () => false,
    )
    if (isDone) return true
  }
  return false
}

/** Runs all of a script or nothing, and leaves nothing of it in the session. */
async function run({ database: { query }, moved }: Shared, { name, sql }: Script): Promise<Set<number>> {
  await query('begin')
  try {
    await query(sql)
    const made = (
      await query<{ oid: number; name: string }>(`select oid::int, nspname as name from pg_namespace
        where nspname <> 'information_schema' and nspname !~ '^pg_'`)
    ).filter(({ oid }) => !moved.has(oid))
    for (const schema of made) {
      const [before, after] = [schema.name, `${name} ${schema.name}`].map(pg.escapeIdentifier)
      await query(`alter schema ${before} rename to ${after}`)
    }
    await query('create schema public')
    await query('commit')
    for (const { oid } of made) moved.add(oid)
  } catch (error) {
    await query('rollback')
    throw error
  } finally {
    await query('discard all')
  }
  return moved
}
