import readline from 'node:readline/promises'
import { sayContents } from '../../dumps/restore/replaced-schema'
import { AppError } from '../../objects/app-error'
import { recoverDumps } from '../../services/recover-dumps'
import { restoreInto } from '../../services/restore-into'
import type { RestoreOutcome } from '../../services/restore-outcome'
import { planRestore, type RestorePlan } from '../../services/restore-plan'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { cancelOnSignal } from '../cancel-on-signal'
import { configured } from '../configured'
import { EXIT, type ExitCode } from '../exit-code'
import { renderError } from '../render-restore-test'
import { type Paint, type Style, safe, type Terminal } from '../terminal'
import { progressOn } from './restore-test'

/** `lockstep restore DUMP --into ENVIRONMENT` */
export async function restore(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  await configured(workspace)
  await recoverDumps(workspace)
  const into = String(options.into)
  const plan = await planRestore(workspace, { id: operands[0] as string, into })
  for (const line of renderPlan(plan, terminal.paint)) terminal.err(line)
  const name = await confirmedName(options.confirm, into)
  const controller = new AbortController()
  const release = cancelOnSignal(() => controller.abort(), terminal)
  const tell = progressOn(terminal)
  try {
    const outcome = await restoreInto(
      workspace,
      { key: plan.key, name },
      { signal: controller.signal, onStep: ({ name, at }) => tell(STEPS[name], at) },
    )
    if (options.json) terminal.out(JSON.stringify({ formatVersion: 1, ...outcome }, null, 2))
    else terminal.out(renderOutcome(outcome, terminal.paint).join('\n'))
    if (outcome.state === 'restored') return EXIT.same
    return outcome.state === 'differs' ? EXIT.different : EXIT.trouble
  } finally {
    release()
  }
}

const STEPS = {
  check: 'Reading the dump',
  dump: 'Dumping what is there first, as',
  clear: 'Taking away what is replaced',
  restore: 'Restoring',
  rows: 'Comparing rows of',
  commit: 'Making it last',
  compare: 'Reading it again',
} as const

/** The name as it was typed: on a terminal it is asked for, else it must be on the command line. */
async function confirmedName(given: unknown, into: string): Promise<string> {
  if (typeof given === 'string') return given
  if (!process.stdin.isTTY) {
    throw new AppError({
      code: 'E-RESTORE-CONFIRM',
      message: `Nobody confirmed that ${into} is to be replaced`,
      hint: `Without a terminal, say so with --confirm ${JSON.stringify(into)}. Nothing was changed.`,
    })
  }
  const asking = readline.createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await asking.question(`Type ${into} to replace what it holds: `)
  } finally {
    asking.close()
  }
}

function renderPlan(plan: RestorePlan, paint: Paint): string[] {
  const { dump, into, replaced, stays, goesAlong, putBack, missingRoles, emptied, warnings, isEmpty } = plan
  const list = (words: string, names: readonly string[]) =>
    names.length > 0 ? [`  ${words}: ${safe(names.join(', '))}`] : []
  return [
    `${paint('bold', `Restore dump ${dump.id} of ${safe(dump.environment)} into ${safe(into.environment)}`)} (${safe(into.address)}, PostgreSQL ${into.serverVersion})`,
    `  brings: ${dump.objects} objects, ${dump.rows} rows of ${dump.tables} tables`,
    ...replaced.map((schema) => `  replaces: schema ${safe(schema.name)}: ${sayContents(schema)}`),
    ...list('empties first', emptied),
    ...list('goes along', goesAlong),
    ...list('takes off and puts back', putBack),
    ...list('stays', stays),
    ...list('makes the roles, without any right', missingRoles),
    isEmpty ? '  There is nothing there to lose.' : '  A verified dump of what is there is made first.',
    ...warnings.map((line) => paint('yellow', `  ! ${safe(line)}`)),
  ]
}

const OUTCOMES: Readonly<Record<RestoreOutcome['state'], readonly [words: string, style: Style]>> = {
  restored: ['✓ restored, and the same as the dump', 'green'],
  differs: ['! restored, and not all the same as the dump', 'yellow'],
  failed: ['✕ not restored; nothing was changed', 'red'],
  unknown: ['? not known: look at the environment before anything else', 'red'],
}

function renderOutcome(outcome: RestoreOutcome, paint: Paint): string[] {
  const [words, style] = OUTCOMES[outcome.state]
  const { before, objects, rows, tables, error, differences, notes } = outcome
  return [
    paint(style, words),
    ...(outcome.state === 'failed' ? [] : [`  ${objects} objects and ${rows} rows of ${tables} tables`]),
    ...(before ? [`  What was there before is in dump ${before}.`] : []),
    ...(error ? renderError(error, paint) : []),
    ...differences.map((line) => paint('red', `  ≠ ${safe(line)}`)),
    ...notes.map((line) => paint('yellow', `  ! ${safe(line)}`)),
  ]
}
