import type { DoctorReport } from '../../postgres/doctor'
import { diagnoseEnvironment } from '../../services/diagnose-environment'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { configuredAloud, tellNotices } from '../configured'
import { EXIT, type ExitCode } from '../exit-code'
import { type Paint, type Style, safe, type Terminal } from '../terminal'

/** `lockstep doctor [ENVIRONMENT]` */
export async function doctor(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const { found } = await workspace.config()
  tellNotices(found, terminal)
  const { environments } = await configuredAloud(workspace, terminal)
  const names = operands.length > 0 ? operands : environments.map(({ name }) => name)
  const reports = await Promise.all(names.map((name) => diagnoseEnvironment(workspace, name)))
  if (options.json) terminal.out(JSON.stringify({ formatVersion: 1, reports }, null, 2))
  else terminal.out(reports.map((report) => renderReport(report, terminal.paint).join('\n')).join('\n\n'))
  return reports.every(({ isReachable }) => isReachable) ? EXIT.same : EXIT.different
}

const MARKS: Readonly<Record<DoctorReport['steps'][number]['state'], readonly [mark: string, style: Style]>> =
  {
    ok: ['✓', 'green'],
    warning: ['!', 'yellow'],
    failed: ['✕', 'red'],
    notReached: ['–', 'dim'],
  }

function renderReport({ environment, steps }: DoctorReport, paint: Paint): string[] {
  const lines = steps.flatMap(({ name, state, text, code, fix, detail }, i) => {
    const [mark, style] = MARKS[state]
    return [
      `  ${paint(style, mark)} ${i + 1} ${name}: ${safe(text)}${code ? paint('dim', ` (${code})`) : ''}`,
      ...(detail ? [`      ${paint('dim', safe(detail))}`] : []),
      ...(fix ? [`      ${safe(fix)}`] : []),
    ]
  })
  return [paint('bold', safe(environment)), ...lines]
}
