import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../objects/app-error'
import { createGuard } from './guard'
import { createGuardedServer, type RequestHandler } from './guarded-server'
import { LOOPBACK, listenOnFreePort } from './listen'
import { redactConsole, withoutLog } from './redacted-console'
import { createSecrets } from './secrets'

/** How long Next may take to let go of what it holds. */
const NEXT_CLOSE_MS = 500

export interface StartServerOptions {
  /** The port to use; when it is taken, the next free one. 0 stands for any. */
  readonly port: number
  /** Where the built dashboard lies: the folder that holds `.next`. */
  readonly dir: string
}

export interface RunningServer {
  readonly port: number
  /** The address without the token; opens only in a browser that has the session. */
  readonly url: string
  /** The address to print once and to open; it holds the token of this run. */
  readonly loginUrl: string
  /** Stops within two seconds: streams at once, other answers after a moment. */
  close(): Promise<void>
}

/**
 * Serves the built dashboard on 127.0.0.1, behind the guard, in this process.
 * Throws E-BUILD when there is no production build and E-PORT when no port is free.
 */
export async function startServer({ port: firstPort, dir }: StartServerOptions): Promise<RunningServer> {
  if (!existsSync(join(dir, '.next', 'BUILD_ID'))) {
    throw new AppError({
      code: 'E-BUILD',
      message: 'The dashboard has not been built yet',
      hint: 'Run `npm run build`, then start it again.',
      detail: join(dir, '.next'),
    })
  }
  const secrets = createSecrets()
  let handle: RequestHandler = refuseEarly
  const { port, made } = await listenOnFreePort(firstPort, (candidate) =>
    createGuardedServer({
      guard: createGuard({ port: candidate, secrets }),
      handle: (request, response) => handle(request, response),
    }),
  )
  const restoreConsole = redactConsole()
  try {
    const app = await prepareNext(dir, port)
    handle = app.handle
    const url = `http://${LOOPBACK}:${port}/`
    const close = async () => {
      await made.close()
      await Promise.race([app.close(), delay(NEXT_CLOSE_MS)])
      restoreConsole()
    }
    return { port, url, loginUrl: `${url}?token=${secrets.token}`, close }
  } catch (error) {
    restoreConsole()
    await made.close()
    throw error
  }
}

async function prepareNext(dir: string, port: number) {
  Object.assign(process.env, {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // Or Next reads the .env files beside the build, which are not those of the team's project.
    __NEXT_PROCESSED_ENV: 'true',
  })
  const { default: next } = await import('next')
  const app = next({
    dev: false,
    dir,
    hostname: LOOPBACK,
    port,
    // A stand-in: on the real server Next would answer upgrades itself.
    httpServer: new EventEmitter() as never,
  })
  await withoutLog(() => app.prepare())
  return { handle: app.getRequestHandler() as RequestHandler, close: () => app.close() }
}

/** Nobody has the address before Next is ready, so nothing of use is lost. */
async function refuseEarly(): Promise<void> {
  throw new Error('The dashboard is still starting')
}

function delay(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs).unref())
}
