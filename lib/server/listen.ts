import type { Server } from 'node:http'
import { freePort } from '../embedded/free-port'
import { AppError } from '../objects/app-error'

/** The only address Lockstep listens on. `localhost` may mean ::1, where another process can hold the port. */
export const LOOPBACK = '127.0.0.1'
const PORTS_TO_TRY = 20

/**
 * Listens on the first free port from `firstPort` on, or on any free one when that is 0. `createFor` makes the
 * server for a port, because the guard's rules name it. Throws E-PORT when none of 20 ports can be had.
 */
export async function listenOnFreePort<T extends { readonly server: Server }>(
  firstPort: number,
  createFor: (port: number) => T,
): Promise<{ readonly port: number; readonly made: T }> {
  if (firstPort === 0) return listenOnFreePort(await freePort(), createFor)
  const lastPort = Math.min(firstPort + PORTS_TO_TRY - 1, 65_535)
  let reason = ''
  for (let port = firstPort; port <= lastPort; port += 1) {
    const made = createFor(port)
    const failure = await listen(made.server, port)
    if (failure === null) return { port, made }
    reason = failure.code ?? failure.message
    if (reason !== 'EADDRINUSE' && reason !== 'EACCES') break
  }
  throw new AppError({
    code: 'E-PORT',
    message: `Lockstep cannot listen on ${LOOPBACK}, ports ${firstPort} to ${lastPort}`,
    hint: 'Stop what uses these ports, or choose another one with --port.',
    detail: reason,
  })
}

function listen(server: Server, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', resolve)
      resolve(null)
    })
  })
}
