import type { EnvironmentReplay, ReplayReport } from '../services/replay-report'
import type { ReplayAnswer } from '../services/run-replays'
import { EXIT, type ExitCode } from './exit-code'
import { addressText, causesInWords } from './render-diff'
import { type Paint, safe } from './terminal'

/** Whether the files build a database, and what each environment holds beside what its record claims. */
export function renderReplay({ head, headError, environments }: ReplayReport, paint: Paint): string[] {
  return [
    '',
    paint('bold', 'Replay'),
    ...(head
      ? outcome('The files', head, paint)
      : [`The files: ${paint('red', safe(headError?.message ?? ''))}`, `  ${safe(headError?.hint ?? '')}`]),
    ...environments.flatMap((environment) => renderEnvironment(environment, paint)),
  ]
}

function outcome(
  subject: string,
  { failure, steps, serverVersion, standIns }: ReplayAnswer,
  paint: Paint,
): string[] {
  const leftOut = steps.flatMap(({ path, psqlLines }) => psqlLines.map((line) => `${path}:${line}`))
  const stoodIn = [
    ...(standIns.length > 0 ? [`  stood in for: ${safe(standIns.map(({ name }) => name).join(', '))}`] : []),
    ...(leftOut.length > 0 ? [`  left out, as commands of psql: ${safe(leftOut.join(', '))}`] : []),
  ]
  if (!failure) {
    return [
      `${subject}: ${paint('green', '✓ build a database')}, ${steps.length} on PostgreSQL ${serverVersion}`,
      ...stoodIn,
    ]
  }
  return [
    `${subject}: ${paint('red', '✕ fail')} at ${safe(`${failure.path}:${failure.line}: ${failure.message}`)} (SQLSTATE ${safe(failure.sqlState)})`,
    ...[failure.detail, failure.hint, failure.context].flatMap((told) =>
      (told ?? '')
        .split('\n')
        .flatMap((line) => (line.trim() === '' ? [] : [paint('dim', `  ${safe(line)}`)])),
    ),
    `  ${safe(failure.explanation)}`,
    ...stoodIn,
  ]
}

function renderEnvironment({ name, replay, error, drift }: EnvironmentReplay, paint: Paint): string[] {
  const subject = safe(name)
  if (!replay) return [`${subject}: ${paint('red', `? ${safe(error?.message ?? 'not known')}`)}`]
  if (!drift) return outcome(`${subject}, what it recorded`, replay, paint)
  const unknown = drift.unknown > 0 ? `, ${drift.unknown} unknown` : ''
  if (drift.total === 0) {
    const mark = drift.unknown > 0 ? paint('yellow', '? no drift found') : paint('green', '✓ as recorded')
    return [`${subject}: ${mark}${unknown}`]
  }
  return [
    `${subject}: ${paint('yellow', `≠ ${drift.total} drifted`)}${unknown}`,
    ...drift.objects.map(
      ({ severity, label, kind, address, status, fields, cause, reasons }) =>
        `  ${severity.padEnd(9)} ${WORDS[status]} ${label} ${addressText(kind, address)}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}${paint('dim', `  ${causesInWords({ cause, reasons }).join(', ')}`)}`,
    ),
    ...(drift.total > drift.objects.length
      ? [
          `  and ${drift.total - drift.objects.length} more; \`lockstep diff migrations@${subject} ${subject}\` lists them`,
        ]
      : []),
  ]
}

const WORDS = { made: '+', gone: '−', different: '≠' } as const

/** 1 when files fail or something drifted, 2 when that is not known. */
export function exitCodeOfReplay({ head, environments }: ReplayReport, allowUnknown: boolean): ExitCode {
  const isOff =
    head?.failure || environments.some(({ replay, drift }) => replay?.failure || (drift?.total ?? 0) > 0)
  if (isOff) return EXIT.different
  const isUnknown = !head || environments.some(({ drift }) => !drift || drift.unknown > 0)
  return isUnknown && !allowUnknown ? EXIT.trouble : EXIT.same
}
