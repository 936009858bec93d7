import path from 'node:path'
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { installRoot } from '../../embedded/install-root'
import type { RawSession } from '../../postgres/raw-session'
import { bundledPackage } from './bundled-package'
import { connectionWords } from './connection-words'
import { endsAnswer } from './forward'
import { ProgramWords, type RunningProgram } from './running-program'
import { StartupAnswer } from './startup-answer'

const RING_BYTES = 1 << 20

/** Places in the state that is shared with the thread; it reads them under the same names. */
const STATE = { written: 0, read: 1, isClosed: 2, isWaiting: 3, changes: 4, unread: 5 } as const

/** What the thread tells. */
type Message =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'drained' }
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'end'; readonly code: number | null }

/**
 * Runs the WebAssembly build of pg_dump in a thread of its own, over a session that is signed in. Its reads block the
 * thread, so what the server sends goes through a ring in shared memory.
 */
export async function startBundled(
  args: readonly string[],
  { session, database, onLine }: { session: RawSession; database: string; onLine: (line: string) => void },
): Promise<RunningProgram> {
  const { folder, module } = await bundledPackage()
  const ring = new SharedArrayBuffer(RING_BYTES)
  const state = new SharedArrayBuffer(Object.keys(STATE).length * Int32Array.BYTES_PER_ELEMENT)
  // Not by a URL beside this module: that runs from a bundle that does not hold the thread's file.
  const file = path.join(/* turbopackIgnore: true */ installRoot(), 'lib/dumps/pg-dump/bundled-worker.mjs')
  const worker = new Worker(file, {
    workerData: {
      folder,
      module,
      ring,
      state,
      places: STATE,
      args: [...connectionWords('localhost', 5432, database), ...args],
    },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  const words = new ProgramWords(onLine)
  const input = feed(session, new Uint8Array(ring), new Int32Array(state))
  const output = new WorkerOutput(new Int32Array(state))
  const ended = new Promise<number | null>((resolve) => {
    worker.on('message', (message: Message) => {
      if (message.kind === 'send') input.send(message.bytes)
      else if (message.kind === 'drained') input.flush()
      else if (message.kind === 'output') output.add(message.bytes)
      else if (message.kind === 'line') words.add(`${message.line}\n`)
      else resolve(message.code)
    })
    worker.on('error', (error) => words.add(`${error.message}\n`))
    worker.on('exit', () => resolve(null))
  }).then(async (code) => {
    output.finish()
    await worker.terminate()
    return { code, words: words.text }
  })
  return { output, ended, kill: () => void worker.terminate() }
}

/** What the server sends goes into the ring; while that is full, the server waits. */
function feed({ stream, ...session }: RawSession, ring: Uint8Array, state: Int32Array) {
  const startup = new StartupAnswer(session)
  let hasStarted = false
  let pending: Uint8Array[] = []
  let isChanged = false
  const change = () => {
    isChanged = false
    Atomics.add(state, STATE.changes, 1)
    Atomics.notify(state, STATE.changes)
  }
  /** To wake the thread costs more than to fill the ring: what arrives together is told once. */
  const changeSoon = () => {
    if (!isChanged) setImmediate(() => isChanged && change())
    isChanged = true
  }
  const flush = (isUrgent = true) => {
    pending = fill(ring, state, pending)
    if (isUrgent || pending.length > 0) change()
    else changeSoon()
    Atomics.store(state, STATE.isWaiting, pending.length > 0 ? 1 : 0)
    if (pending.length > 0) {
      stream.pause()
      // The thread may have emptied the ring before it could see that it is waited for.
      setImmediate(
        () =>
          pending.length > 0 &&
          Atomics.load(state, STATE.written) === Atomics.load(state, STATE.read) &&
          flush(),
      )
    } else if (hasStarted) stream.resume()
  }
  const receive = (bytes: Uint8Array) => {
    pending.push(bytes)
    flush(endsAnswer(bytes))
  }
  stream.on('data', receive)
  stream.pause()
  stream.on('close', () => {
    Atomics.store(state, STATE.isClosed, 1)
    change()
  })
  return {
    flush,
    send: (bytes: Uint8Array) => {
      if (hasStarted) {
        stream.write(bytes)
        return
      }
      const { reply, rest } = startup.take(bytes)
      hasStarted = rest !== null
      receive(reply)
      if (rest && rest.length > 0) stream.write(rest)
    },
  }
}

/** Writes as much as there is room for. @returns what is left. */
function fill(ring: Uint8Array, state: Int32Array, pending: readonly Uint8Array[]): Uint8Array[] {
  const left = [...pending]
  for (let next = left[0]; next !== undefined; next = left[0]) {
    const written = Atomics.load(state, STATE.written)
    const room = (Atomics.load(state, STATE.read) - written - 1 + ring.length) % ring.length
    const count = Math.min(next.length, room, ring.length - written)
    if (count === 0) break
    ring.set(next.subarray(0, count), written)
    Atomics.store(state, STATE.written, (written + count) % ring.length)
    if (count === next.length) left.shift()
    else left[0] = next.subarray(count)
  }
  return left
}

/** What the thread writes; it waits while too much of that is unread. */
class WorkerOutput extends Readable {
  readonly #chunks: Uint8Array[] = []
  #wantsMore = false
  #isFinished = false

  constructor(private readonly state: Int32Array) {
    super({ highWaterMark: 1 << 18 })
  }

  add(bytes: Uint8Array): void {
    this.#chunks.push(bytes)
    this.#flush()
  }

  finish(): void {
    this.#isFinished = true
    this.#flush()
  }

  override _read(): void {
    this.#wantsMore = true
    this.#flush()
  }

  #flush(): void {
    while (this.#wantsMore && this.#chunks.length > 0) {
      const bytes = this.#chunks.shift() as Uint8Array
      Atomics.sub(this.state, STATE.unread, bytes.length)
      Atomics.notify(this.state, STATE.unread)
      this.#wantsMore = this.push(bytes)
    }
    if (this.#isFinished && this.#chunks.length === 0) this.push(null)
  }
}
