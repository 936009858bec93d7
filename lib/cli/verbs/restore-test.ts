import { restoreTest } from '../../services/restore-test'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { cancelOnSignal } from '../cancel-on-signal'
import { EXIT, type ExitCode } from '../exit-code'
import { renderTest } from '../render-restore-test'
import { safe, type Terminal } from '../terminal'

/** `lockstep restore-test DUMP` */
export async function testRestore(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const controller = new AbortController()
  const release = cancelOnSignal(() => controller.abort(), terminal)
  const tell = progressOn(terminal)
  try {
    const result = await restoreTest(workspace, operands[0] as string, {
      signal: controller.signal,
      onPhase: ({ name, at }) => tell(PHASES[name], at),
    })
    if (options.json) terminal.out(JSON.stringify({ formatVersion: 1, ...result }, null, 2))
    else terminal.out(renderTest(result, terminal.paint).join('\n'))
    if (result.error) return EXIT.trouble
    return result.state === 'passed' ? EXIT.same : EXIT.different
  } finally {
    release()
  }
}

const PHASES = {
  check: 'Reading',
  restore: 'Restoring',
  rows: 'Comparing rows of',
  compare: 'Comparing objects',
} as const

/** How often progress is told, in milliseconds. */
const TELL_MS = 1_000

/** Tells what is done now, at most once a second and never twice the same. */
export function progressOn(terminal: Terminal): (words: string, at: string | null) => void {
  let told = { line: '', at: Number.NEGATIVE_INFINITY }
  return (words, at) => {
    const line = `${words}${at ? ` ${at}` : ''} …`
    const now = performance.now()
    if (line === told.line || (at !== null && now - told.at < TELL_MS)) return
    told = { line, at: now }
    terminal.err(safe(line))
  }
}
