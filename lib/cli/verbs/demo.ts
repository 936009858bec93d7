import { startDemo } from '../../services/start-demo'
import type { Command } from '../arguments'
import { serveDashboard } from '../dashboard'
import { EXIT, type ExitCode } from '../exit-code'
import type { Terminal } from '../terminal'

/** `lockstep demo`: the dashboard over four embedded databases. */
export async function demo(command: Command, terminal: Terminal): Promise<ExitCode> {
  const started = await startDemo({ isFresh: Boolean(command.options.fresh), onProgress: terminal.err })
  try {
    await serveDashboard(command, started.place, terminal)
  } finally {
    await started.stop()
  }
  return EXIT.same
}
