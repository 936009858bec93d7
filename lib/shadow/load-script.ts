import { AppError } from '../objects/app-error'
import { type Statement, splitStatements } from '../sql/split-statements'
import { copyIn } from './copy-in'
import type { Shadow } from './make-shadow'

/** Written by pg_dump around its output since CVE-2025-8714; they concern psql alone. */
const HARMLESS_PSQL = /^\\(un)?restrict\b/

/**
 * Runs a script in a shadow, statement by statement over the wire: psql is never involved, its commands are refused.
 * Roles the script names and does not create are made on the way, without any right, because a dump of one database
 * never holds them. Nothing of what the script set for its session stays. Throws AppError E-SCRIPT with file, line,
 * SQLSTATE and the server's own words.
 */
export async function loadScript(shadow: Shadow, script: string, file: string): Promise<void> {
  const { statements, psqlLines } = splitStatements(await shadow.roles.before(script))
  const refused = psqlLines.find(({ text }) => !HARMLESS_PSQL.test(text))
  if (refused) {
    throw new AppError({
      code: 'E-SCRIPT',
      message: `${file}:${refused.line}: this is a command for psql, not SQL, and is not run`,
      hint: 'Take the line out, or load the script with psql into a database and name that database instead.',
      detail: refused.text.trim(),
    })
  }
  try {
    let begun: Statement | null = null
    for (const statement of statements) {
      await runStatement(shadow, statement, file)
      begun = shadow.client.getTransactionStatus() === 'I' ? null : (begun ?? statement)
    }
    if (begun) throw leftOpen(begun, file)
    await forgetSettings(shadow)
  } finally {
    await shadow.roles.after(script, true)
  }
}

async function runStatement(shadow: Shadow, statement: Statement, file: string): Promise<void> {
  for (const madeRoles = new Set<string>(); ; ) {
    try {
      if (statement.copyData === undefined) await shadow.client.query(statement.text)
      else await copyIn(shadow.client, statement.text, statement.copyData)
      return
    } catch (error) {
      const role = missingRole(error)
      if (role === undefined || madeRoles.has(role)) throw scriptError(error, statement, file)
      madeRoles.add(role)
      await shadow.roles.make(role)
    }
  }
}

/** The role that the server says is missing. */
function missingRole(error: unknown): string | undefined {
  const { code, message } = error as { code?: string; message?: string }
  return code === '42704' ? /^role "(.*)" does not exist$/s.exec(message ?? '')?.[1] : undefined
}

/** Whoever reads the shadow reads it as who it connected as, and with no setting of the script's. */
async function forgetSettings({ client }: Shadow): Promise<void> {
  await client.query('reset session authorization; reset role')
  await client.query('discard all')
}

function leftOpen({ text, line }: Statement, file: string): AppError {
  return new AppError({
    code: 'E-SCRIPT',
    message: `${file}:${line}: the transaction that begins here is never ended, so nothing of it would stay`,
    hint: 'End it with COMMIT, or take the statement that begins it out: the script needs no transaction.',
    detail: text,
  })
}

function scriptError(error: unknown, { text, line }: Statement, file: string): AppError {
  const { code, message, hint, position } = error as Record<string, string | undefined>
  const errorLine = line + (text.slice(0, Number(position ?? 1) - 1).match(/\n/g)?.length ?? 0)
  return new AppError(
    {
      code: 'E-SCRIPT',
      message: `${file}:${errorLine}: ${message}`,
      hint: hint ?? 'The script must build the schema from an empty database, the way pg_dump writes it.',
      detail: `SQLSTATE ${code ?? 'unknown'} in: ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`,
    },
    { cause: error },
  )
}
