import { spawn } from 'node:child_process'
import os from 'node:os'
import { z } from 'zod'
import type { Severity } from '../../objects/kind'
import type { Squawk } from './find-squawk'

interface SquawkRule {
  readonly severity: Severity
  /** Why it matters, where squawk's own words do not tell. */
  readonly why: string
  /** It is about people who wait for a table or use it, so that it says nothing about one that is new. */
  readonly isAboutUse?: true
  /** Its second finding in a file says nothing that the first does not. */
  readonly isOnce?: true
}

const OLD_CODE = 'Code of the last release that still uses the old name fails from then on.'

/** The rules of squawk that are asked: those that no rule of ours judges by what is in the target. */
const ASKED: Readonly<Record<string, SquawkRule>> = {
  'renaming-column': { severity: 'medium', why: OLD_CODE, isAboutUse: true },
  'renaming-table': { severity: 'medium', why: OLD_CODE, isAboutUse: true },
  'ban-drop-database': { severity: 'critical', why: 'All of its data goes with it.' },
  'ban-drop-not-null': {
    severity: 'low',
    why: 'Code that relies on a value being there meets none.',
    isAboutUse: true,
  },
  'transaction-nesting': {
    severity: 'low',
    why: 'The first COMMIT of the file ends the transaction of the tool, and what fails after it is not undone.',
    isOnce: true,
  },
  'ban-uncommitted-transaction': {
    severity: 'high',
    why: 'What it did is undone when the connection closes.',
  },
  'ban-alter-domain-with-add-constraint': {
    severity: 'medium',
    why: 'Every table with a column of the domain is read under a lock.',
  },
  'require-concurrent-index-deletion': {
    severity: 'low',
    why: 'The drop itself is short, but it waits for every running query on the table, and all later ones wait behind it.',
    isAboutUse: true,
  },
  'require-concurrent-partition-detach': {
    severity: 'medium',
    why: 'It waits for every running query on the table, and all later ones wait behind it.',
    isAboutUse: true,
  },
  'identifier-too-long': {
    severity: 'low',
    why: 'Postgres cuts the name without an error, and whoever looks for the whole name does not find it.',
  },
  'ban-duplicate-column-assignments': { severity: 'high', why: 'The server refuses the statement.' },
}

/** Those that only concern style, that want settings of the session, or that rules of ours judge with more to go by. */
const NOT_ASKED = `adding-field-with-default adding-foreign-key-constraint adding-not-nullable-field
  adding-required-field adding-serial-primary-key-field ban-char-field ban-concurrent-index-creation-in-transaction
  ban-create-domain-with-constraint ban-drop-column ban-drop-table ban-truncate-cascade changing-column-type
  constraint-missing-not-valid disallowed-unique-constraint prefer-bigint-over-int prefer-bigint-over-smallint
  prefer-identity prefer-repack prefer-robust-stmts prefer-text-field prefer-timestamp-tz
  require-concurrent-index-creation require-concurrent-reindex require-enum-value-ordering require-lock-timeout
  require-statement-timeout require-table-schema require-timeout-settings`.split(/\s+/)

/** How many rules squawk is asked. */
export const SQUAWK_RULES = Object.keys(ASKED)

/** What squawk says of a script. */
export interface SquawkFinding extends SquawkRule {
  readonly rule: string
  /** From 1. */
  readonly line: number
  /** From 0. */
  readonly column: number
  readonly message: string
  readonly help: string | null
}

const answer = z.array(
  z.object({
    line: z.number(),
    column: z.number(),
    rule_name: z.string(),
    message: z.string(),
    help: z.string().nullable(),
  }),
)

const LONGEST_MS = 20_000
const MOST_OUTPUT = 20_000_000

/**
 * Asks squawk about a script.
 * @param facts the major of the target's server, and whether the tool wraps the script in a transaction.
 * @throws Error with a sentence when squawk does not answer, or cannot read the script.
 */
export async function askSquawk(
  { program }: Squawk,
  script: string,
  facts: { readonly major: number; readonly isWrapped: boolean },
  signal?: AbortSignal,
): Promise<SquawkFinding[]> {
  const output = await run(
    program,
    [
      ...['--reporter', 'json', '--stdin-filepath', 'migration.sql', '--pg-version', `${facts.major}.0`],
      ...['--exclude', NOT_ASKED.join(',')],
      ...(facts.isWrapped ? ['--assume-in-transaction'] : []),
    ],
    script,
    signal,
  )
  const findings = answer.parse(JSON.parse(output))
  const failure = findings.find(({ rule_name }) => rule_name === 'syntax-error')
  if (failure) throw new Error(`squawk cannot read line ${failure.line + 1}: ${failure.message}.`)
  return findings.flatMap(({ line, column, rule_name, message, help }) => {
    const rule = ASKED[rule_name]
    const isEndedByTool = facts.isWrapped && rule_name === 'ban-uncommitted-transaction'
    return rule && !isEndedByTool ? [{ ...rule, rule: rule_name, line: line + 1, column, message, help }] : []
  })
}

/** In a folder and with variables that hold no settings of squawk's, so that every machine gets the same answer. */
function run(program: string, args: readonly string[], input: string, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: os.tmpdir(),
      env: {} as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: LONGEST_MS,
      ...(signal ? { signal } : {}),
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (output.length > MOST_OUTPUT) child.kill()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 || code === 1) resolve(output)
      else reject(new Error('squawk ended without an answer.'))
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
