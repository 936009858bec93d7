import { once } from 'node:events'
import { installRoot } from '../embedded/install-root'
import { AppError } from '../objects/app-error'
import { openInBrowser } from '../server/open-in-browser'
import { startServer } from '../server/start'
import type { WorkspacePlace } from '../services/project'
import { closeSharedWorkspace, shareWorkspace } from '../services/shared-workspace'
import type { Command } from './arguments'
import { SIGNALS } from './signals'
import type { Terminal } from './terminal'

const DEFAULT_PORT = 4780

/** Serves the dashboard until Ctrl-C; tells its address once. */
export async function serveDashboard(
  { options }: Command,
  place: WorkspacePlace,
  terminal: Terminal,
): Promise<void> {
  const wanted = portOf(options.port)
  shareWorkspace({ ...place, keepsHistory: true })
  const stopped = stopSignal()
  const server = await startServer({ port: wanted, dir: installRoot() })
  if (wanted !== 0 && server.port !== wanted)
    terminal.err(`Port ${wanted} is taken, so the dashboard uses ${server.port}.`)
  terminal.out(`Lockstep is at ${terminal.paint('bold', server.loginUrl)}`)
  terminal.err(
    'The address works until you stop it with Ctrl-C. Keep it to yourself: it opens the dashboard.',
  )
  if (options.open) await openInBrowser(server.loginUrl)
  await stopped
  await server.close()
  await closeSharedWorkspace()
}

/** Settles at the first Ctrl-C or termination; a second one ends the process at once. */
async function stopSignal(): Promise<void> {
  await Promise.race(SIGNALS.map((signal) => once(process, signal)))
  for (const signal of SIGNALS) process.once(signal, () => process.exit(130))
}

function portOf(option: string | boolean | undefined): number {
  if (option === undefined) return DEFAULT_PORT
  const port = Number(option)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new AppError({
    code: 'E-USAGE',
    message: `--port takes a number from 0 to 65535, not ${JSON.stringify(option)}`,
    hint: 'With 0 the system chooses a free port.',
  })
}
