import { verifyDump } from '../../services/verify-dump'
import type { Workspace } from '../../services/workspace'
import type { Command } from '../arguments'
import { CANCELLED, cancelOnSignal } from '../cancel-on-signal'
import { EXIT, type ExitCode } from '../exit-code'
import { size } from '../render-dump'
import { type Style, safe, type Terminal } from '../terminal'

const STATES: Readonly<Record<string, readonly [words: string, style: Style]>> = {
  verified: ['✓ verified', 'green'],
  notVerified: ['! not verified', 'yellow'],
  failed: ['✕ failed', 'red'],
}

const MARKS = { passed: '✓', failed: '✕', notDone: '?' } as const

/** `lockstep verify DUMP` */
export async function verify(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const word = operands[0] as string
  const controller = new AbortController()
  const release = cancelOnSignal(() => controller.abort(CANCELLED), terminal)
  try {
    const answer = await verifyDump(workspace, word, { signal: controller.signal })
    const [words, style] = STATES[answer.state] as readonly [string, Style]
    if (options.json) terminal.out(JSON.stringify(answer, null, 2))
    else {
      terminal.out(`${terminal.paint(style, words)}: ${safe(answer.dump)}, ${size(answer.bytes)}`)
      for (const { state, name, message } of answer.checks)
        terminal.out(`  ${MARKS[state]} ${name}: ${safe(message)}`)
    }
    if (answer.state === 'verified') return EXIT.same
    return answer.state === 'notVerified' ? EXIT.different : EXIT.trouble
  } finally {
    release()
  }
}
