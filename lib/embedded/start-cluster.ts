import fs from 'node:fs'
import path from 'node:path'
import { AppError } from '../objects/app-error'
import { findPlace, preparePlace } from './cluster-place'
import { addUser, countUsers } from './cluster-users'
import { findPostgres } from './find-postgres'
import { withFolderLock } from './folder-lock'
import { initCluster } from './init-cluster'
import { runningPostmaster, signalServer, startPostmaster, stopPostmaster } from './postmaster'
import type { PostgresLabel } from './versions'

export interface ClusterOptions {
  readonly major: PostgresLabel
  /** Our folder for it, made when absent. Processes that name the same folder share one server. */
  readonly dataDir: string
  /** Whether what is written must survive a power cut; a throwaway cluster is much faster. */
  readonly durable: boolean
  /** What its superuser is called when this start is the one that makes its data, and ever after; else `postgres`. */
  readonly superuser?: string
  /** Further server parameters. They count when this start is the one that starts the server. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A running server on 127.0.0.1, with a superuser whose password only we can read. */
export interface Cluster {
  readonly label: PostgresLabel
  /** As the server tells it, such as `18.4`. */
  readonly version: string
  readonly port: number
  readonly dataDir: string
  readonly logFile: string
  /** Connection URL of one of its databases, with the password in it. */
  url(database?: string): string
  /** Ends our use of it; the last user out stops the server. Calling it again does nothing. */
  stop(): Promise<void>
}

const baseSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  log_timezone: 'UTC',
  timezone: 'UTC',
}

/** Shared memory lies in the data folder, so that nothing of a killed server stays when that is deleted. */
const throwawaySettings = { fsync: 'off', full_page_writes: 'off', dynamic_shared_memory_type: 'mmap' }

/**
 * Starts a native Postgres on a folder, or joins the one that runs there. Whatever a killed process left
 * (a lock, a server without users, a half-made data folder) is taken over or cleaned up.
 * @throws AppError `E-EMBEDDED-…` naming what cannot be done and why.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const dir = path.resolve(options.dataDir)
  const superuser = options.superuser ?? 'postgres'
  const binaries = await findPostgres(options.major)
  const place = await preparePlace(dir, options.durable)
  const data = path.join(place, 'data')
  const passwordFile = path.join(dir, 'password')
  const logFile = path.join(dir, 'server.log')

  const { server, use, password } = await withFolderLock(dir, async () => {
    if (countUsers(dir) === 0) await stopPostmaster(data)
    const running = runningPostmaster(data)
    if (!running) await initCluster(binaries, place, superuser, passwordFile)
    const password = readPassword(passwordFile)
    const settings = { ...baseSettings, ...(options.durable ? {} : throwawaySettings), ...options.settings }
    const server = running ?? (await startPostmaster(binaries, data, settings, logFile))
    return { server, use: noteUse(dir, data, options.durable), password }
  })

  return {
    label: binaries.label,
    version: binaries.version,
    port: server.port,
    dataDir: dir,
    logFile,
    url: (database = 'postgres') =>
      `postgres://${superuser}:${password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`,
    stop: async () => {
      if (!use.leave()) return
      try {
        await withFolderLock(dir, () => stopUnused(dir, data))
      } finally {
        use.forget()
      }
    },
  }
}

/** Stops what runs on a cluster's folder, whoever uses it, and deletes all its data. */
export async function removeCluster(dataDir: string): Promise<void> {
  const dir = path.resolve(dataDir)
  if (!fs.existsSync(dir)) return
  const place = findPlace(dir)
  await stopPostmaster(path.join(place, 'data'), 'immediate')
  for (const each of [place, dir]) fs.rmSync(each, { recursive: true, force: true, maxRetries: 3 })
}

function readPassword(file: string): string {
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8')
  throw new AppError({
    code: 'E-EMBEDDED-DATA',
    message: `The password of the embedded Postgres in ${path.dirname(file)} is missing.`,
    hint: 'If its data is not needed, delete that folder and start again.',
  })
}

async function stopUnused(dir: string, data: string): Promise<void> {
  if (countUsers(dir) === 0) await stopPostmaster(data)
}

interface Use {
  /** Ends it; whether it was still on. */
  leave(): boolean
  /** From then on the end of our process does nothing to the server. */
  forget(): void
}

/**
 * Notes our use, and lets go of it even when our process ends without `stop()`, or before it is done. A server that
 * nobody else uses ends with us then: one whose data may go ends at once, whatever runs in it.
 */
function noteUse(dir: string, data: string, durable: boolean): Use {
  const removeUser = addUser(dir)
  let isUser = true
  const onExit = () => {
    removeUser()
    const server = countUsers(dir) === 0 ? runningPostmaster(data) : null
    if (server) signalServer(server.pid, durable ? 'SIGINT' : 'SIGQUIT')
  }
  process.on('exit', onExit)
  return {
    leave: () => {
      const wasUser = isUser
      isUser = false
      removeUser()
      return wasUser
    },
    forget: () => void process.removeListener('exit', onExit),
  }
}
