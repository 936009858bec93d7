import { isConnectionUrl } from '../../postgres/connection-url'
import type { DiffAnswer } from '../../services/compare-origins'
import { compareWords } from '../../services/compare-words'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { type ExitCode, exitCodeOf } from '../exit-code'
import type { Terminal } from '../terminal'
import type { OpenWorkspace } from '../workspace-on-demand'

/** With the migrations behind each difference, which takes a replay of them all. */
async function explained(
  words: readonly [string, string],
  workspace: Workspace,
  terminal: Terminal,
): Promise<DiffAnswer> {
  const [{ readOrigins }, { checkEnvironments }, { explainPair }] = await Promise.all([
    import('../../services/read-origin'),
    import('../../services/check-environments'),
    import('../../services/explain-pair'),
  ])
  const [source, target] = await readOrigins(workspace, words)
  terminal.err('Replaying the files in a database of our own …')
  await checkEnvironments(workspace)
  return (await explainPair(source, target, await workspace.trails.bring())).comparison
}

/** Tells what the configuration leaves out; two addresses need none. */
async function tellConfigured(openWorkspace: OpenWorkspace, terminal: Terminal): Promise<void> {
  const { tellNotices } = await import('../configured')
  tellNotices((await (await openWorkspace()).config()).notices, terminal)
}

/** How the answer is printed; nothing is loaded for the other ways. */
async function rendered(
  answer: DiffAnswer,
  { options }: Command,
  terminal: Terminal,
): Promise<readonly string[]> {
  if (options.json) return [JSON.stringify(answer, null, 2)]
  if (options.markdown) return (await import('../render-markdown')).renderMarkdown(answer)
  return (await import('../render-diff')).renderDiff(answer, terminal.paint)
}

/** `lockstep diff SOURCE TARGET` */
export async function diff(
  command: Command,
  openWorkspace: OpenWorkspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const { operands, options } = command
  const words = operands as [string, string]
  if (!words.every(isConnectionUrl)) await tellConfigured(openWorkspace, terminal)
  const answer = options.replay
    ? await explained(words, await openWorkspace(), terminal)
    : await compareWords(openWorkspace, words)
  terminal.out((await rendered(answer, command, terminal)).join('\n'))
  const { identical, differences, counts } = answer
  return exitCodeOf(
    { identical, differences: differences.length, unknown: counts.unknown },
    Boolean(options['allow-unknown']),
  )
}
