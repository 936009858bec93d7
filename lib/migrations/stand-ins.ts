import { standInStatement } from '../shadow/for-owner'
import { readStandIns } from '../shadow/hand-over'
import { rewriteStatements } from '../shadow/rewrite-statements'
import type { FailedStatement, Session } from '../shadow/run-file'
import { identifier } from '../sql/sql'

/** Something of ours in the place of what only the platform has. */
export interface StandIn {
  readonly sort: 'extension' | 'role'
  readonly name: string
  /** What stands in, in a sentence. */
  readonly how: string
}

interface MadeStandIn extends StandIn {
  /** The script to run now, in which what cannot run is left out; its lines keep their numbers. */
  readonly script: string
}

/**
 * Makes what a statement failed for the lack of, as far as something can stand in for it.
 * @returns null where the failure is another, or nothing can stand in.
 */
export async function standInFor(
  shadow: Session,
  failure: FailedStatement,
  script: string,
): Promise<MadeStandIn | null> {
  const role =
    failure.sqlState === '42704' ? /^role "(.*)" does not exist$/s.exec(failure.message)?.[1] : undefined
  if (role !== undefined && !role.startsWith('pg_')) {
    if (shadow.roles) await shadow.roles.make(role)
    else await shadow.client.query(`create role ${identifier(role)} nologin`)
    return { sort: 'role', name: role, how: 'A role of this name without any right.', script }
  }
  const extension = missingExtension(failure)
  return extension === null ? null : standInForExtension(shadow, extension, script)
}

/** Files that are not on the server (58P01, or 0A000 since Postgres 15), and what is said of an extension left out. */
function missingExtension({ sqlState, message }: FailedStatement): string | null {
  if (sqlState === '0A000') return /extension "([^"]+)"/.exec(message)?.[1] ?? null
  if (sqlState === '58P01') return /([\w-]+)\.control"/.exec(message)?.[1] ?? null
  return sqlState === '42704' ? (/^extension "([^"]+)" does not exist$/.exec(message)?.[1] ?? null) : null
}

async function standInForExtension(
  shadow: Session,
  name: string,
  script: string,
): Promise<MadeStandIn | null> {
  const standIn = readStandIns()[name]
  if (standIn === undefined) return null
  const made = { sort: 'extension', name, how: HOW } as const
  if (!shadow.standsIn) {
    await shadow.client.query(standIn)
    return { ...made, script: withoutExtension(script, name, ANY_STATEMENT) }
  }
  const other = rewriteStatements(script, (statement) => standInStatement(statement, name))
  if (other === script) {
    await shadow.client.query(`select pg_catalog.lockstep_stand_in($1, current_schema(), true)`, [name])
  }
  return { ...made, script: withoutExtension(other, name, 'alter\\s+extension') }
}

const HOW = 'Tables, types and functions of its shapes; nothing is run, sent, measured or encrypted.'
const ANY_STATEMENT =
  'create\\s+extension(?:\\s+if\\s+not\\s+exists)?|alter\\s+extension|comment\\s+on\\s+extension|drop\\s+extension(?:\\s+if\\s+exists)?'

/** Leaves out statements about an extension itself. */
function withoutExtension(script: string, name: string, statements: string): string {
  const named = `(?:"${name}"|${name})`
  const about = new RegExp(`\\b(?:${statements})\\s+${named}(?![\\w-])[^;]*;?`, 'gi')
  return script.replace(about, (statement) => statement.replace(/[^\n]/g, ' '))
}
