import type { LintFinding } from '../migrations/lint/lint-finding'
import type { AppErrorShape } from '../objects/app-error'
import type { LintAnswer, LintedFileAnswer } from '../services/lint-answer'
import { EXIT, type ExitCode } from './exit-code'
import { type Paint, safe } from './terminal'

/** What the pending files of the asked environments would do, and why some could not be judged. */
export interface LintReport {
  readonly formatVersion: 1
  readonly environments: readonly LintAnswer[]
  readonly unknown: readonly { readonly environment: string; readonly error: AppErrorShape }[]
}

/** What the pending files of each environment would do there. */
export function renderLint({ environments, unknown }: LintReport, paint: Paint): string[] {
  const parts = [
    ...environments.map((answer) => renderEnvironment(answer, paint)),
    ...unknown.map(({ environment, error }) => [
      `${paint('bold', safe(environment))}: ${paint('red', `? ${safe(error.message)}`)}`,
      `  ${safe(error.hint)}`,
    ]),
  ]
  if (parts.length === 0)
    return ['No environment keeps a record of migrations, so nothing says what is pending.']
  return parts.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))
}

function renderEnvironment(answer: LintAnswer, paint: Paint): string[] {
  const { environment, files, rules, sizesError, silenced, unknown } = answer
  const name = paint('bold', safe(environment))
  const notJudged =
    unknown > 0
      ? [paint('red', `  ? ${unknown} more may be: a record of them could not be read, or does not tell`)]
      : []
  if (files.length === 0)
    return [`${name}: nothing is ${unknown > 0 ? 'known to be ' : ''}pending.`, ...notJudged]
  const asked = rules.squawkVersion
    ? `${rules.own} rules, and ${rules.squawk} of squawk ${rules.squawkVersion}`
    : `${rules.own} rules; squawk is not there, so ${rules.squawk} of its rules were not asked`
  return [
    `${name}: ${files.length} pending ${files.length === 1 ? 'file' : 'files'}, ${asked}`,
    ...notJudged,
    ...(sizesError
      ? [
          paint(
            'yellow',
            `  How large its tables are is not known, so they count as large: ${safe(sizesError.message)}`,
          ),
        ]
      : []),
    ...(silenced > 0 ? [`  ${silenced} silenced by comments in the files`] : []),
    ...files.flatMap((file) => ['', ...renderFile(file, paint)]),
  ]
}

function renderFile(
  { path, state, statements, problems, findings, silenced }: LintedFileAnswer,
  paint: Paint,
): string[] {
  const head = `  ${safe(path)}`
  if (state === 'clean') {
    const note = silenced.length > 0 ? `, ${silenced.length} silenced` : ''
    return [
      `${head}: ${paint('green', '✓ clean')}, ${statements} ${statements === 1 ? 'statement' : 'statements'}${note}`,
    ]
  }
  return [
    head,
    ...problems.map((problem) => `    ${paint('yellow', `? ${safe(problem)}`)}`),
    ...findings.flatMap((finding) => renderFinding(finding, paint)),
    ...silenced.map(
      ({ rule, line, reason }) =>
        `    ${paint('dim', `silenced: line ${line}, ${rule}${reason ? `: ${safe(reason)}` : ''}`)}`,
    ),
  ]
}

function renderFinding(
  { severity, rule, line, message, why, instead, sql }: LintFinding,
  paint: Paint,
): string[] {
  const isSerious = severity === 'critical' || severity === 'high'
  const mark = isSerious ? paint('red', `▲ ${severity}`) : paint('dim', `· ${severity}`)
  return [
    `    ${mark} line ${line}: ${paint('bold', safe(message))} ${paint('dim', rule)}`,
    `      ${safe(why)}`,
    ...(instead === null ? [] : [`      Instead: ${safe(instead)}`]),
    ...(sql === undefined ? [] : sql.split('\n').map((each) => `        ${safe(each)}`)),
  ]
}

/** 1 for something critical or high; else 2 where a file, or what is pending, could not be read. */
export function exitCodeOfLint({ environments, unknown }: LintReport): ExitCode {
  if (environments.some(({ counts }) => counts.critical + counts.high > 0)) return EXIT.different
  const isOpen = environments.some((answer) => answer.unread + answer.unknown > 0)
  return unknown.length > 0 || isOpen ? EXIT.trouble : EXIT.same
}
