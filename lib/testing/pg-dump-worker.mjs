/**
 * Runs the WebAssembly build of pg_dump in a thread of its own, because its calls wait for the server's answers. It
 * wants a PGlite to talk to and gets one that is a real server: `workerData` has the package's folder, pg_dump's
 * arguments, a port over which bytes go to and from the socket, and a counter that grows with every message.
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

const { folder, args, port, counter } = workerData
const { pgDump } = await import(pathToFileURL(path.join(folder, 'dist', 'pg_dump.js')).href)

/** Client messages that the server answers: a start-up packet has no letter; password, query, sync. */
const ANSWERED = new Set(['', 'p', 'Q', 'S'])

/** Requests for a password or the next step of SCRAM: the server waits for the client after them. */
const ASKING = new Set([3, 5, 10, 11])

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
class Messages {
  rest = Buffer.alloc(0)

  /** Takes more bytes. @returns the letters of the messages that are whole now, and the number each one begins with. */
  take(bytes, hasLetter) {
    this.rest = Buffer.concat([this.rest, bytes])
    const whole = []
    for (;;) {
      const start = hasLetter() ? 1 : 0
      if (this.rest.length < start + 4) return whole
      const end = start + this.rest.readUInt32BE(start)
      if (this.rest.length < end) return whole
      const number = end >= start + 8 ? this.rest.readUInt32BE(start + 4) : 0
      whole.push({ letter: start === 1 ? String.fromCharCode(this.rest[0]) : '', number })
      this.rest = this.rest.subarray(end)
    }
  }
}

const sent = new Messages()
let hasStarted = false

/** Whether these bytes end with a message that the server answers. */
function isAnswered(bytes) {
  const whole = sent.take(bytes, () => {
    const had = hasStarted
    hasStarted = true
    return had
  })
  const last = whole.at(-1)
  return sent.rest.length === 0 && last !== undefined && ANSWERED.has(last.letter)
}

/** Waits until the server has said all it has to say. Null for a connection that ended. */
function answer() {
  const received = new Messages()
  const chunks = []
  for (;;) {
    const seen = Atomics.load(counter, 0)
    const next = receiveMessageOnPort(port)
    if (next === undefined) {
      Atomics.wait(counter, 0, seen)
      continue
    }
    if (next.message === null) return chunks.length > 0 ? Buffer.concat(chunks) : null
    const chunk = Buffer.from(next.message)
    chunks.push(chunk)
    const whole = received.take(chunk, () => true)
    const isDone = whole.some(
      ({ letter, number }) => letter === 'Z' || (letter === 'R' && ASKING.has(number)),
    )
    if (isDone && received.rest.length === 0) return Buffer.concat(chunks)
  }
}

/** What the package asks of a PGlite. */
const server = {
  query: async () => ({ rows: [{ search_path: '' }] }),
  exec: async () => [],
  execProtocolRawStream: (bytes, { onRawData }) => {
    const copy = Buffer.from(bytes)
    parentPort.postMessage({ bytes: copy })
    if (!isAnswered(copy)) return
    const words = answer()
    if (words) onRawData(words)
  },
}

try {
  const file = await pgDump({ pg: server, args })
  parentPort.postMessage({ script: await file.text() })
} catch (error) {
  parentPort.postMessage({ error: String(error.message ?? error) })
}
