import type { AppErrorShape } from '../../objects/app-error'
import { checkEnvironments } from '../../services/check-environments'
import { errorShape } from '../../services/error-shape'
import type { LintAnswer } from '../../services/lint-answer'
import { lintMigrations } from '../../services/lint-migrations'
import { listMigrations } from '../../services/list-migrations'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { configured } from '../configured'
import { EXIT, type ExitCode } from '../exit-code'
import { exitCodeOfLint, type LintReport, renderLint } from '../render-lint'
import type { Terminal } from '../terminal'

/** `lockstep migrations --lint [ENVIRONMENT]` */
export async function lint(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const { environments } = await configured(workspace)
  const [asked] = operands
  if (asked !== undefined) await workspace.monitor(asked)
  terminal.err(`Reading ${environments.map(({ name }) => name).join(', ')} …`)
  await checkEnvironments(workspace)
  const names = asked === undefined ? await withPending(workspace) : [asked]
  const report = await reportOf(workspace, names)
  terminal.out(options.json ? JSON.stringify(report, null, 2) : renderLint(report, terminal.paint).join('\n'))
  const code = exitCodeOfLint(report)
  const isForgiven = options['allow-unknown'] && code === EXIT.trouble && (await wereRead(workspace, names))
  return isForgiven ? EXIT.same : code
}

/** Whether all environments could be read; one that could not is trouble, whatever else may be unknown. */
async function wereRead(workspace: Workspace, names: readonly string[]): Promise<boolean> {
  const monitors = await Promise.all(names.map((name) => workspace.monitor(name)))
  return monitors.every(({ reading }) => reading.error === null)
}

/** Environments in which something is to run, and those of which that is not known; one without a record has nothing to judge. */
async function withPending(workspace: Workspace): Promise<string[]> {
  const { environments } = await listMigrations(workspace, {})
  return environments
    .filter(({ counts, records }) => records.length > 0 || !counts || (counts.unknown ?? 0) > 0)
    .map(({ name }) => name)
}

async function reportOf(workspace: Workspace, names: readonly string[]): Promise<LintReport> {
  const answers: LintAnswer[] = []
  const unknown: { environment: string; error: AppErrorShape }[] = []
  for (const environment of names) {
    try {
      answers.push(await lintMigrations(workspace, environment))
    } catch (error) {
      unknown.push({ environment, error: errorShape(error) })
    }
  }
  return { formatVersion: 1, environments: answers, unknown }
}
