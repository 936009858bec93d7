import { KINDS_BY_NAME } from '../../kinds/all'
import { checkEnvironments } from '../../services/check-environments'
import type { EnvironmentAnswer } from '../../services/environment-answer'
import type { GridAnswer, ReplayColumn } from '../../services/grid-answer'
import { readGrid } from '../../services/read-grid'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { configuredAloud } from '../configured'
import { EXIT, type ExitCode } from '../exit-code'
import { addressText } from '../render-diff'
import { table } from '../table'
import { type Paint, safe, type Terminal } from '../terminal'

/** `lockstep status` */
export async function status(
  { options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const { environments } = await configuredAloud(workspace, terminal)
  terminal.err(`Reading ${environments.map(({ name }) => name).join(', ')} …`)
  await checkEnvironments(workspace)
  if (options.replay) {
    terminal.err('Replaying the files in a database of our own …')
    await workspace.trails.bring()
  }
  const answer = await readGrid(workspace, { limit: Number.POSITIVE_INFINITY })
  terminal.out(
    options.json ? JSON.stringify(answer, null, 2) : renderStatus(answer, terminal.paint).join('\n'),
  )
  return statusExitCode(answer, Boolean(options['allow-unknown']))
}

/** 1 where something differs or migration files fail; 2 where an environment was not read, or not all was compared. */
export function statusExitCode(answer: GridAnswer, allowUnknown: boolean): ExitCode {
  const { environments, counts, replays } = answer
  const all = [...counts, ...replays.map((replay) => replay.counts)]
  const differs = all.some((count) => count && count.different + count.sourceOnly + count.targetOnly > 0)
  if (differs || replays.some(({ failure }) => failure?.code === 'E-REPLAY')) return EXIT.different
  if (environments.some(({ state }) => state !== 'read')) return EXIT.trouble
  const hasUnknown =
    !isCompared(answer) ||
    environments.some(({ isComplete }) => !isComplete) ||
    replays.some((replay) => !replay.counts) ||
    all.some((count) => (count?.unknown ?? 0) > 0)
  return hasUnknown && !allowUnknown ? EXIT.trouble : EXIT.same
}

/** Each environment against the reference, then the most serious rows. */
export function renderStatus(answer: GridAnswer, paint: Paint): string[] {
  const isReferenceComplete = answer.environments.every(
    ({ isReference, isComplete }) => !isReference || isComplete,
  )
  const rows = answer.environments.map((environment, i) => {
    const name = paint('bold', safe(environment.name))
    return [
      name,
      environment.serverVersion ?? '',
      verdict(
        environment,
        {
          counts: answer.counts[i] ?? null,
          waiting: answer.replays.length > 0 ? waitingWords(answer.pending[i]) : '',
        },
        isReferenceComplete,
        paint,
      ),
    ]
  })
  const worst = (['critical', 'high'] as const).flatMap((level) =>
    answer.rows.filter(({ severity }) => severity === level).map((row) => ({ ...row, severity: level })),
  )
  const lines = [...table([...rows, ...answer.replays.map((replay) => replayRow(replay, paint))]), '']
  for (const row of worst) {
    const where = answer.environments
      .filter((_, i) => !['equal', 'absent', 'notApplicable'].includes(row.cells[i]?.status ?? 'absent'))
      .map(({ name }) => safe(name))
    lines.push(
      `${row.severity.padEnd(9)} ${KINDS_BY_NAME.get(row.kind)?.label.one ?? row.kind} ${addressText(row.kind, row.address)}  ${paint('dim', where.join(', '))}`,
    )
  }
  if (!isCompared(answer)) {
    const names = answer.environments.map(({ name }) => safe(name)).join()
    lines.push(paint('yellow', `Nothing was compared: there is no other environment than ${names}.`))
  }
  const rest = answer.total - worst.length
  if (rest > 0) lines.push(`${rest} more of lower severity; \`lockstep diff\` shows all of a pair.`)
  return lines
}

/** Whether there is anything to hold against the reference. */
function isCompared({ environments, replays }: GridAnswer): boolean {
  return environments.length + replays.length > 1
}

function differencesIn(count: number): string {
  return `${count} ${count === 1 ? 'difference' : 'differences'}`
}

function waitingWords(pending: number | null | undefined): string {
  if (pending === null || pending === undefined)
    return ', pending unknown: see `lockstep migrations --replay`'
  return pending > 0 ? `, ${pending} of them pending` : ''
}

function replayRow({ failure, error, counts, pending, serverVersion }: ReplayColumn, paint: Paint): string[] {
  const problem = failure ?? error
  const found = counts ? counts.different + counts.sourceOnly + counts.targetOnly : 0
  const said = problem
    ? paint('red', `? ${safe(problem.message)}`)
    : !counts
      ? paint('yellow', '? unknown: the reference could not be read')
      : found > 0
        ? paint('yellow', `≠ ${differencesIn(found)}${waitingWords(pending)}`)
        : paint('green', `✓ build the reference, ${counts.equal} objects`)
  return [paint('bold', 'migration files'), serverVersion ?? '', said]
}

function verdict(
  { state, isReference, isComplete, error, objects }: EnvironmentAnswer,
  { counts, waiting }: { counts: GridAnswer['counts'][number]; waiting: string },
  isReferenceComplete: boolean,
  paint: Paint,
) {
  if (state !== 'read') return paint('red', `? unknown: ${safe(error?.message ?? 'not read')}`)
  if (isReference) return `◆ reference, ${objects} objects`
  if (!counts) return paint('yellow', '? unknown: the reference could not be read')
  const found = counts.different + counts.sourceOnly + counts.targetOnly
  const unknown = counts.unknown > 0 ? `, ${counts.unknown} unknown` : ''
  if (found > 0) return paint('yellow', `≠ ${differencesIn(found)}${waiting}${unknown}`)
  if (counts.unknown > 0) return paint('yellow', `? ${counts.unknown} unknown`)
  if (!isComplete || !isReferenceComplete)
    return paint('yellow', '? no difference found, but not everything could be read')
  return paint('green', `✓ in step, ${counts.equal} objects`)
}
