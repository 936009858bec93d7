import { isConnectionUrl } from '../../postgres/connection-url'
import { checkEnvironments } from '../../services/check-environments'
import type { DiffAnswer } from '../../services/compare-origins'
import { compareWords } from '../../services/compare-words'
import { readOrigins } from '../../services/read-origin'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { tellNotices } from '../configured'
import { type ExitCode, exitCodeOf } from '../exit-code'
import { renderDiff } from '../render-diff'
import { renderMarkdown } from '../render-markdown'
import type { Terminal } from '../terminal'

/** With the migrations behind each difference, which takes a replay of them all. */
async function explained(
  words: readonly [string, string],
  workspace: Workspace,
  terminal: Terminal,
): Promise<DiffAnswer> {
  const [source, target] = await readOrigins(workspace, words)
  terminal.err('Replaying the files in a database of our own …')
  await checkEnvironments(workspace)
  const { explainPair } = await import('../../services/explain-pair')
  return (await explainPair(source, target, await workspace.trails.bring())).comparison
}

/** `lockstep diff SOURCE TARGET` */
export async function diff(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const words = operands as [string, string]
  if (!words.every(isConnectionUrl)) tellNotices((await workspace.config()).notices, terminal)
  const answer = options.replay
    ? await explained(words, workspace, terminal)
    : await compareWords(workspace, words)
  if (options.json) terminal.out(JSON.stringify(answer, null, 2))
  else if (options.markdown) terminal.out(renderMarkdown(answer).join('\n'))
  else terminal.out(renderDiff(answer, terminal.paint).join('\n'))
  const { identical, differences, counts } = answer
  return exitCodeOf(
    { identical, differences: differences.length, unknown: counts.unknown },
    Boolean(options['allow-unknown']),
  )
}
