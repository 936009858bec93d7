import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { RawSession } from '../../postgres/raw-session'
import { connectionWords } from './connection-words'
import { forward } from './forward'
import { ProgramWords, type RunningProgram } from './running-program'
import { StartupAnswer } from './startup-answer'

/** The longest path of a Unix socket that every system takes. */
const LONGEST_SOCKET_PATH = 100
const PORT = 5432

/**
 * Runs a native pg_dump over a session that is signed in: it connects to a socket of ours in a folder of its own, which
 * takes one connection and is gone then. It knows neither host nor password, and dies with its connection.
 * @throws Error where the program cannot be started.
 */
export async function startNative(
  program: string,
  args: readonly string[],
  { session, database, onLine }: { session: RawSession; database: string; onLine: (line: string) => void },
): Promise<RunningProgram> {
  const folder = makeSocketFolder()
  const removeFolder = () => fs.rmSync(folder, { recursive: true, force: true })
  const sockets = new Set<net.Socket>()
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    server.close()
    removeFolder()
    sockets.add(socket)
    bridge(socket, session)
  })
  try {
    server.listen(path.join(folder, `.s.PGSQL.${PORT}`))
    await once(server, 'listening')
    const child = spawn(program, [...connectionWords(folder, PORT, database), ...args], {
      cwd: '/',
      env: environment(folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await once(child, 'spawn')
    const words = new ProgramWords(onLine)
    child.stderr.setEncoding('utf8').on('data', (text: string) => words.add(text))
    const ended = once(child, 'close').then(([code]) => {
      server.close()
      removeFolder()
      for (const socket of sockets) socket.destroy()
      return { code: code as number | null, words: words.text }
    })
    return { output: child.stdout, ended, kill: () => child.kill('SIGKILL') }
  } catch (error) {
    server.close()
    removeFolder()
    throw error
  }
}

function makeSocketFolder(): string {
  const inTemp = path.join(os.tmpdir(), 'lockstep-')
  const isShort = inTemp.length + '123456/.s.PGSQL.5432'.length < LONGEST_SOCKET_PATH
  return fs.mkdtempSync(isShort ? inTemp : '/tmp/lockstep-')
}

/** Nothing of ours: neither settings of libpq nor files in a home could change what is dumped. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C',
    HOME: folder,
    PGUSER: 'lockstep',
    PGPASSFILE: path.join(folder, 'none'),
    PGSSLMODE: 'disable',
    PGGSSENCMODE: 'disable',
  } as unknown as NodeJS.ProcessEnv
}

/** Answers the start of a connection ourselves, and passes everything after it on, in both directions. */
function bridge(socket: net.Socket, { stream, ...session }: RawSession): void {
  const startup = new StartupAnswer(session)
  const cut = () => {
    socket.destroy()
    stream.destroy()
  }
  const onStartup = (chunk: Buffer) => {
    try {
      const { reply, rest } = startup.take(chunk)
      socket.write(reply)
      if (rest === null) return
      socket.off('data', onStartup)
      if (rest.length > 0) stream.write(rest)
      socket.pipe(stream)
      forward(stream, socket)
    } catch {
      cut()
    }
  }
  socket.on('data', onStartup)
  socket.on('error', cut).on('close', cut)
  stream.on('close', () => socket.destroy())
}
