import type { StandingState } from '../../migrations/standing'
import { STATE_WORDS } from '../../migrations/state-words'
import { checkEnvironments } from '../../services/check-environments'
import { listMigrations } from '../../services/list-migrations'
import type { FindingAnswer, MigrationsAnswer } from '../../services/migrations-answer'
import type { ReplayReport } from '../../services/replay-report'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { configuredAloud } from '../configured'
import { EXIT, type ExitCode } from '../exit-code'
import { exitCodeOfReplay, renderReplay } from '../render-replay'
import { table } from '../table'
import { type Paint, safe, type Terminal } from '../terminal'

/** `lockstep migrations` */
export async function migrations(
  command: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  if (command.operands[0] === 'new')
    return (await import('./new-migration')).makeNew(command, workspace, terminal)
  if (command.options.lint) return (await import('./lint-migrations')).lint(command, workspace, terminal)
  const { options } = command
  const { environments } = await configuredAloud(workspace, terminal)
  terminal.err(`Reading ${environments.map(({ name }) => name).join(', ')} …`)
  await checkEnvironments(workspace)
  const answer = await listMigrations(workspace, {
    limit: Number.POSITIVE_INFINITY,
    ...(options.all || options.json ? { show: 'everything' } : {}),
  })
  const report = options.replay ? await replayed(workspace, terminal) : null
  const told = report ? { ...answer, replay: report } : answer
  terminal.out(
    options.json
      ? JSON.stringify(told, null, 2)
      : [
          ...renderMigrations(answer, terminal.paint),
          ...(report ? renderReplay(report, terminal.paint) : []),
        ].join('\n'),
  )
  const code = exitCodeOf(answer, Boolean(options['allow-unknown']))
  return report && code === EXIT.same ? exitCodeOfReplay(report, Boolean(options['allow-unknown'])) : code
}

async function replayed(workspace: Workspace, terminal: Terminal): Promise<ReplayReport> {
  terminal.err('Replaying the files in a database of our own …')
  const { reportReplay } = await import('../../services/replay-report')
  return reportReplay(workspace)
}

/** What somebody has to run, mend or explain. */
const OPEN: readonly StandingState[] = [
  'pending',
  'outOfOrder',
  'edited',
  'missingFile',
  'otherVersion',
  'failed',
  'partial',
]

function exitCodeOf({ environments, folders }: MigrationsAnswer, allowUnknown: boolean): ExitCode {
  const isOpen = environments.some(({ counts }) => OPEN.some((state) => (counts?.[state] ?? 0) > 0))
  if (isOpen) return EXIT.different
  if (environments.some(({ error }) => error)) return EXIT.trouble
  const hasUnknown =
    folders.some(({ problem }) => problem !== null) ||
    environments.some(({ counts }) => !counts || (counts.unknown ?? 0) + (counts.noRecord ?? 0) > 0)
  return hasUnknown && !allowUnknown ? EXIT.trouble : EXIT.same
}

/** The folders and records, the migrations by environments, and what is to be known of them. */
export function renderMigrations(answer: MigrationsAnswer, paint: Paint): string[] {
  const { environments, migrations: shown, total, notEverywhere } = answer
  return [
    ...answer.folders.map(({ name, tool, files, problem }) =>
      problem ? paint('yellow', safe(problem)) : `${safe(name)}: ${files} files for ${tool}`,
    ),
    ...environments.map(
      (environment) => `${paint('bold', safe(environment.name))}: ${recordsIn(environment)}`,
    ),
    '',
    ...(shown.length === 0
      ? [total === 0 ? 'There are no migrations.' : allApplied(answer)]
      : table([
          ['', ...environments.map(({ name }) => paint('bold', safe(name)))],
          ...shown.map(({ version, name, files, cells }) => [
            `${safe([version, name].filter(Boolean).join(' '))}${files.length === 0 ? paint('dim', ' (no file)') : ''}`,
            ...cells.map(({ state, recordedAs }) => {
              const word = STATE_WORDS[state].word + (recordedAs ? ` ${safe(recordedAs)}` : '')
              return OPEN.includes(state)
                ? paint('yellow', word)
                : state === 'unknown'
                  ? paint('red', word)
                  : word
            }),
          ]),
        ])),
    ...(shown.length > 0 && shown.length < total
      ? ['', `${total - notEverywhere} more are applied wherever a record is kept; \`--all\` shows them too.`]
      : []),
    ...answer.findings.flatMap((finding) => ['', ...renderFinding(finding, paint)]),
  ]
}

function allApplied({ total, environments }: MigrationsAnswer): string {
  const isKnown = environments.every(({ counts }) => counts !== null && !counts.unknown && !counts.noRecord)
  return isKnown
    ? `All ${total} migrations are applied in all ${environments.length} environments.`
    : `No migration of ${total} stands out where records could be read; where they could not, it is unknown.`
}

function recordsIn({
  records,
  recordsError,
  unreadable,
  error,
}: MigrationsAnswer['environments'][number]): string {
  const failure = error ?? recordsError
  if (failure) return `unknown: ${safe(failure.message)}`
  const read = records.map(
    ({ tool, schema, table: name, entries }) => `${entries} in ${safe(`${schema}.${name}`)} (${tool})`,
  )
  const told = unreadable === null ? read : [...read, `unknown: ${safe(unreadable)}`]
  return told.length === 0 ? 'no record of migrations' : told.join(', ')
}

function renderFinding(
  { severity, message, cause, evidence, commands }: FindingAnswer,
  paint: Paint,
): string[] {
  const mark = severity === 'critical' || severity === 'high' ? paint('red', '▲') : paint('dim', '·')
  return [
    `${mark} ${paint('bold', safe(message))}`,
    `  ${safe(cause)}`,
    ...evidence.map((each) => `  - ${safe(each)}`),
    ...commands.flatMap(({ does, text }) => [`  ${paint('dim', safe(does))}`, `    ${safe(text)}`]),
  ]
}
