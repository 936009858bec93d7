import { AppError } from '../objects/app-error'
import { redact } from '../objects/secret'
import { errorShape } from '../services/error-shape'
import { type Command, parseCommand } from './arguments'
import { endOnSignal } from './end-on-signal'
import { EXIT, type ExitCode } from './exit-code'
import { helpText } from './help'
import { nameRuntime } from './name-runtime'
import { processTerminal, safe, type Terminal } from './terminal'
import { version } from './version'
import { WorkspaceOnDemand } from './workspace-on-demand'

/**
 * Runs a command line to its end and returns its exit code, or that of the signal that ends it. Nothing is thrown:
 * failures are printed.
 */
export async function main(args: readonly string[]): Promise<number> {
  const terminal = processTerminal()
  nameRuntime()
  try {
    return await Promise.race([run(parseCommand(args), terminal), endOnSignal(terminal)])
  } catch (error) {
    printError(error, args, terminal)
    return EXIT.trouble
  }
}

async function run(command: Command, terminal: Terminal): Promise<ExitCode> {
  if (command.options.help) {
    terminal.out(helpText(command.verb))
    return EXIT.same
  }
  if (command.options.version) {
    terminal.out(version())
    return EXIT.same
  }
  if (command.verb === 'demo') return (await import('./verbs/demo')).demo(command, terminal)
  const workspace = new WorkspaceOnDemand()
  if (command.verb === 'start')
    return (await import('./verbs/start')).start(command, await workspace.open(), terminal)
  try {
    if (command.verb === 'diff')
      return await (await import('./verbs/diff')).diff(command, workspace.open, terminal)
    const verb = await VERBS[command.verb as keyof typeof VERBS]()
    return await verb(command, await workspace.open(), terminal)
  } finally {
    await workspace.close()
  }
}

/** Each verb is loaded only when it is asked for, so that none waits for what another needs. */
const VERBS = {
  status: async () => (await import('./verbs/status')).status,
  snapshot: async () => (await import('./verbs/snapshot')).snapshot,
  migrations: async () => (await import('./verbs/migrations')).migrations,
  doctor: async () => (await import('./verbs/doctor')).doctor,
  dump: async () => (await import('./verbs/dump')).dump,
  dumps: async () => (await import('./verbs/dumps')).dumps,
  verify: async () => (await import('./verbs/verify')).verify,
  'restore-test': async () => (await import('./verbs/restore-test')).testRestore,
  restore: async () => (await import('./verbs/restore')).restore,
}

function printError(error: unknown, args: readonly string[], terminal: Terminal): void {
  const { code, message, hint, detail } = errorShape(error)
  if (args.includes('--json')) {
    terminal.out(JSON.stringify({ formatVersion: 1, error: errorShape(error) }, null, 2))
  }
  terminal.err(`${terminal.paint('red', 'error')} ${code}: ${safe(redact(message))}`)
  if (detail) terminal.err(safe(redact(detail), '\n'))
  terminal.err(safe(redact(hint), '\n'))
  if (!(error instanceof AppError) && process.env.LOCKSTEP_DEBUG)
    terminal.err(redact(String((error as Error).stack)))
}
