import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../objects/app-error'
import { endWithUs } from './end-with-us'
import type { PostgresBinaries } from './find-postgres'
import { freePort } from './free-port'
import { processStart } from './process-start.mjs'
import { serverUser } from './server-user'

/** A server process of a data folder. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/**
 * The server that runs on a data folder, according to its `postmaster.pid`.
 * @returns null when none does: no such file, or it was left by a server that has died.
 */
export function runningPostmaster(data: string): (Postmaster & { isReady: boolean }) | null {
  const lines = readLines(path.join(data, 'postmaster.pid'))
  const [pid, , , port] = lines.map(Number)
  if (!pid || !isServerOf(pid, data)) return null
  return { pid, port: port ?? 0, isReady: lines[7]?.trim() === 'ready' }
}

/**
 * Starts a server that outlives us if need be: others may come to share it.
 * @param settings server parameters by name.
 * @param logFile receives what the server says; written anew.
 * @throws AppError `E-EMBEDDED-START` with the end of that log.
 */
export async function startPostmaster(
  binaries: PostgresBinaries,
  data: string,
  settings: Readonly<Record<string, string>>,
  logFile: string,
): Promise<Postmaster> {
  removeStalePidFile(data)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const failure = await launch(binaries, data, { ...settings, port: String(port) }, logFile)
    const server = runningPostmaster(data)
    if (!failure && server) return server
    if (attempt === 5 || !isWorthRetry(failure ?? '')) throw startError(data, failure)
    await sleep(200 * attempt)
  }
}

/** Stops a server and waits until it is gone; one that does not end within 30 s is ended by force. */
export async function stopPostmaster(data: string, mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const server = runningPostmaster(data)
  if (!server) return
  const signals = [mode === 'fast' ? 'SIGINT' : 'SIGQUIT', 'SIGQUIT', 'SIGKILL'] as const
  for (const signal of signals) {
    signalServer(server.pid, signal)
    if (await isGone(server.pid, signal === 'SIGINT' ? 30_000 : 5_000)) return
  }
}

/** Sends a signal without waiting, for the last moment of our own process. */
export function signalServer(pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** Runs the server until it is ready. @returns what it said when it ended instead. */
async function launch(
  binaries: PostgresBinaries,
  data: string,
  settings: Readonly<Record<string, string>>,
  logFile: string,
): Promise<string | null> {
  const log = fs.openSync(logFile, 'w', 0o600)
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(path.join(binaries.binDir, 'postgres'), ['-D', data, ...args], {
    ...serverUser(),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  })
  fs.closeSync(log)
  child.unref()
  const letGo = endWithUs(child, 'SIGQUIT')
  const endings: string[] = []
  child.on('error', (error) => endings.push(error.message))
  child.on('exit', () => endings.push('it ended'))
  const deadline = performance.now() + 60_000
  try {
    while (!runningPostmaster(data)?.isReady) {
      if (performance.now() > deadline) endings.push('it was not ready after 60 s')
      if (endings.length > 0) return `${endings[0]}\n${fs.readFileSync(logFile, 'utf8')}`
      await sleep(10)
    }
    return null
  } finally {
    letGo()
  }
}

/**
 * A server that was killed leaves its pid file, and its number may since belong to another program, which
 * Postgres would take for a running server.
 */
function removeStalePidFile(data: string): void {
  if (!runningPostmaster(data)) fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
}

/** Backends of a killed server need a moment to notice; a port can be taken between our look and its use. */
function isWorthRetry(failure: string): boolean {
  return /pre-existing shared memory block|Address already in use|could not bind/i.test(failure)
}

/** On Linux a server works in its data folder; elsewhere its name must do. */
function isServerOf(pid: number, data: string): boolean {
  if (processStart(pid) === null) return false
  if (process.platform !== 'linux') return true
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(data)
  } catch {
    return false
  }
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (processStart(pid) !== null) {
    if (performance.now() > deadline) return false
    await sleep(10)
  }
  return true
}

function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function startError(data: string, log: string | null): AppError {
  return new AppError({
    code: 'E-EMBEDDED-START',
    message: `The embedded Postgres on ${data} did not start.`,
    hint: 'The server says why below. If its data is not needed, delete the folder and start again.',
    detail: (log ?? '').trim().slice(-4000),
  })
}
