import { standInFor } from '../../migrations/stand-ins'
import type { Shadow } from '../../shadow/make-shadow'
import { lacksMembership, toFailure } from '../../shadow/run-file'
import { isPlatformSchema } from '../../supabase/platform-names'
import { clearDefaultPrivileges } from './clear-default-privileges'
import { giveAway } from './give-away'
import type { LoadSession } from './load-parts'
import type { RefusedStatement } from './refused-statement'
import { LACKS } from './restore-failed'

/** A session in a shadow, with what could not run there. */
export interface TestSession extends LoadSession {
  readonly refused: readonly RefusedStatement[]
}

/** A statement can lack one thing after the other; more than these are no accident. */
const MOST_TRIES = 30

/** From this major on pg_dump expects that not everybody may create objects in a new database's `public`. */
const CLOSES_PUBLIC = 15

/** Needed by nothing that is tested: what it would be in the way of is made later anyway. */
const WITHOUT_NEED = /^set\s+(?:session_replication_role|default_tablespace)\b/i

/**
 * Makes a shadow ready for a dump. Roles that the dump names are made on the way, without any right; something stands
 * in for extensions that the server does not have; what takes a superuser is left out and told.
 */
export async function testSession(shadow: Shadow, major: number, isSupabase: boolean): Promise<TestSession> {
  const { client } = shadow
  const refused: RefusedStatement[] = []
  await client.query('set session_replication_role = replica').catch(() => undefined)
  await clearDefaultPrivileges(client)
  if (major < CLOSES_PUBLIC && !isSupabase) await client.query('revoke create on schema public from public')
  return {
    client,
    major,
    refused,
    isOneTransaction: false,
    run: (statement) => runHere(shadow, statement),
    goesOn: (failure) => {
      if (WITHOUT_NEED.test(failure.statement)) return true
      const isExpected = cannotRunHere(failure, isSupabase) || (refused.length > 0 && mayFollow(failure))
      if (isExpected) refused.push(failure)
      return isExpected
    },
  }
}

/** What the server says to whoever would act as a role without being its member. */
const DENIED_ROLE = /^permission denied to set role "(.*)"$/s

async function runHere(shadow: Shadow, statement: string): Promise<void> {
  const joined = new Set<string>()
  for (let tries = 1, script = statement; script.trim() !== ''; tries++) {
    try {
      await queryOrRefused(shadow, shadow.adapt(script))
      return
    } catch (error) {
      const failure = toFailure(error, { line: 1, statement })
      const role = lacksMembership(failure) ?? DENIED_ROLE.exec(failure.message)?.[1]
      if (tries > MOST_TRIES || (role !== undefined && joined.has(role))) throw error
      if (await giveAway(shadow.client, script, failedWith(error))) return
      if (role !== undefined && (await shadow.roles.join(role))) joined.add(role)
      else {
        const standIn = await standInFor(shadow, failure, script)
        if (!standIn) throw error
        script = standIn.script
      }
    }
  }
}

/** SQLSTATEs of the warnings with which a server passes over rights that the role may not give or take. */
const PASSED_OVER = new Set(['01006', '01007'])

/**
 * Runs a statement, and throws where the server only warns that it gave or took no right, as it does for what extensions
 * made: that belongs to a superuser.
 */
async function queryOrRefused({ client }: Shadow, statement: string): Promise<void> {
  const passedOver: object[] = []
  const onNotice = (notice: { code?: string | undefined }) => {
    if (PASSED_OVER.has(notice.code ?? '')) passedOver.push(notice)
  }
  client.on('notice', onNotice)
  try {
    await client.query(statement)
  } finally {
    client.off('notice', onNotice)
  }
  if (passedOver[0]) throw Object.assign(passedOver[0], { code: '42501' })
}

function failedWith(error: unknown): { code?: string; message?: string } {
  return error as { code?: string; message?: string }
}

/**
 * Rights of a superuser, labels of modules and extensions that nothing stands in for, and rows of the platform's tables
 * as they are elsewhere.
 */
function cannotRunHere(
  { sqlState, table, message, statement }: RefusedStatement,
  isSupabase: boolean,
): boolean {
  if (/^security\s+label\b/i.test(statement)) return true
  if (table && isSupabase && isPlatformSchema(table.schema)) return true
  if (sqlState === '42501' || sqlState === '58P01') return true
  return sqlState === '0A000' && message.includes('extension')
}

/** What a statement can fail with because one before it could not run, or because rows are missing. */
function mayFollow({ sqlState }: RefusedStatement): boolean {
  return LACKS.has(sqlState) || sqlState === '23503' || sqlState === '42809' || sqlState === '55000'
}
