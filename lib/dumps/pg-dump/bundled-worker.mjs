/**
 * Runs pg_dump as WebAssembly, once. Its libpq asks for bytes and blocks until there are some, which only a thread may
 * do; the socket is with the thread that started this one. `workerData` has the folder of the package, the compiled
 * program, its arguments, the ring of what the server sent, and the state that both threads share.
 *
 * Plain JavaScript, because it runs from this file and is part of no bundle.
 */
import fs from 'node:fs'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'

const { folder, module, args, places } = workerData
const ring = new Uint8Array(workerData.ring)
const state = new Int32Array(workerData.state)

const OUTPUT = '/output'
const FILTER = '/filter'
const TABLE = '--table='
const CHUNK_BYTES = 1 << 17
/** How much may be written that nobody has taken yet. */
const MOST_UNREAD = 1 << 22
const READY_FOR_QUERY = 0x5a
const HEADER_BYTES = 5

/**
 * The package exports a function that adds arguments of its own. What it wraps, which takes any, is in the same file.
 * @returns {Promise<(options: object) => Promise<any>>}
 */
async function loadProgram() {
  const entry = fs.readFileSync(path.join(folder, 'pg_dump.js'), 'utf8')
  const name = /from\s*"\.\/([\w-]+\.js)"/.exec(entry)?.[1]
  const source = fs.readFileSync(path.join(folder, name ?? 'pg_dump.js'), 'utf8')
  const factory = /var (\w+)=\(\(\)=>\{var _scriptName=import\.meta\.url/.exec(source)?.[1]
  if (!factory) throw new Error('The package of the built-in pg_dump is not the one that was expected.')
  const code = source.replace(/export\{[^}]*\};?[^{}]*$/, `export{${factory} as default}`)
  const url = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  return (await import(/* turbopackIgnore: true */ url)).default
}

/** Follows the server's messages, to know whether it owes an answer. */
class Answers {
  #isAwaited = false
  #left = 0
  #type = 0
  #header = Buffer.alloc(HEADER_BYTES)
  #headerBytes = 0

  get isAwaited() {
    return this.#isAwaited
  }

  sent() {
    this.#isAwaited = true
  }

  /** @param {Uint8Array} bytes */
  received(bytes) {
    let at = 0
    while (at < bytes.length) {
      if (this.#left === 0) at = this.#begin(bytes, at)
      const count = Math.min(this.#left, bytes.length - at)
      this.#left -= count
      at += count
    }
    if (this.#left === 0 && this.#headerBytes === 0 && this.#type === READY_FOR_QUERY) this.#isAwaited = false
  }

  /** Takes the header of a message, or as much of it as there is. */
  #begin(bytes, at) {
    let next = at
    while (next < bytes.length && this.#headerBytes < HEADER_BYTES)
      this.#header[this.#headerBytes++] = bytes[next++]
    if (this.#headerBytes < HEADER_BYTES) return next
    this.#type = this.#header[0]
    this.#left = this.#header.readUInt32BE(1) - 4
    this.#headerBytes = 0
    return next
  }
}

const answers = new Answers()

/** Takes what the server sent, waiting only where more must come: libpq also looks whether by chance there is more. */
function read(heap, at, most) {
  for (;;) {
    const changes = Atomics.load(state, places.changes)
    const from = Atomics.load(state, places.read)
    const available = (Atomics.load(state, places.written) - from + ring.length) % ring.length
    if (available > 0) return take(heap, at, from, Math.min(available, most))
    if (!answers.isAwaited || Atomics.load(state, places.isClosed) === 1) return 0
    Atomics.wait(state, places.changes, changes)
  }
}

function take(heap, at, from, most) {
  const count = Math.min(most, ring.length - from)
  const bytes = ring.subarray(from, from + count)
  heap.set(bytes, at)
  answers.received(bytes)
  Atomics.store(state, places.read, (from + count) % ring.length)
  if (Atomics.load(state, places.isWaiting) === 1) parentPort.postMessage({ kind: 'drained' })
  return count
}

function send(bytes) {
  answers.sent()
  const { length } = bytes
  parentPort.postMessage({ kind: 'send', bytes }, [bytes.buffer])
  return length
}

let chunk = new Uint8Array(CHUNK_BYTES)
let filled = 0

/** pg_dump writes in small pieces; they go on in large ones. */
function write(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const count = Math.min(bytes.length - at, CHUNK_BYTES - filled)
    chunk.set(bytes.subarray(at, at + count), filled)
    filled += count
    at += count
    if (filled === CHUNK_BYTES) flush()
  }
  return bytes.length
}

function flush() {
  if (filled === 0) return
  Atomics.add(state, places.unread, filled)
  const bytes = chunk.subarray(0, filled)
  parentPort.postMessage({ kind: 'output', bytes }, [bytes.buffer])
  chunk = new Uint8Array(CHUNK_BYTES)
  filled = 0
  for (let unread = Atomics.load(state, places.unread); unread > MOST_UNREAD; ) {
    Atomics.wait(state, places.unread, unread)
    unread = Atomics.load(state, places.unread)
  }
}

/** A file that cannot be gone back in, as a pipe is. */
function makeOutput({ FS }) {
  const device = FS.makedev(70, 1)
  FS.registerDevice(device, {
    open: (stream) => {
      stream.seekable = false
    },
    close: () => undefined,
    read: () => 0,
    write: (_stream, heap, offset, length) => write(heap.subarray(offset, offset + length)),
  })
  FS.mkdev(OUTPUT, 0o600, device)
}

/**
 * Arguments lie on the program's small stack, where the names of many tables have no room: they go into a file.
 * @returns {string[]} the arguments to run it with.
 */
function makeFilter({ FS }) {
  const tables = args.filter((arg) => arg.startsWith(TABLE))
  if (tables.length === 0) return args
  FS.writeFile(FILTER, tables.map((arg) => `include table ${escaped(arg.slice(TABLE.length))}\n`).join(''))
  return [...args.filter((arg) => !arg.startsWith(TABLE)), `--filter=${FILTER}`]
}

/** As pg_dump reads names in quotes from a file of filters: a backslash begins a character that is spelled out. */
function escaped(pattern) {
  return pattern.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

/** What it says about having no file of its own is true of every such build. */
const isNoise = (line) => /^(.*: )?(could not find a|invalid binary) "/.test(line)

let code = null
const pgDump = await loadProgram()
const program = await pgDump({
  noExitRuntime: false,
  thisProgram: '/usr/bin/pg_dump',
  instantiateWasm: (imports, done) => {
    const instance = new WebAssembly.Instance(module, imports)
    done(instance, module)
    return instance.exports
  },
  print: (line) => parentPort.postMessage({ kind: 'line', line }),
  printErr: (line) => {
    if (!isNoise(line)) parentPort.postMessage({ kind: 'line', line })
  },
  onExit: (status) => {
    code = status
  },
  preRun: [
    (prepared) => {
      Object.assign(prepared.ENV, { HOME: '/', USER: 'lockstep', LOGNAME: 'lockstep', PGUSER: 'lockstep' })
      prepared.onRuntimeInitialized = () => {
        const onRead = prepared.addFunction((at, most) => read(prepared.HEAPU8, at, most), 'iii')
        const onWrite = prepared.addFunction(
          (at, length) => send(prepared.HEAPU8.slice(at, at + length)),
          'iii',
        )
        prepared._pgl_set_rw_cbs(onRead, onWrite)
        makeOutput(prepared)
      }
    },
  ],
})
try {
  program.callMain([...makeFilter(program), '-f', OUTPUT])
} catch (error) {
  code = null
  parentPort.postMessage({ kind: 'line', line: `pg_dump: error: ${error.message ?? error}` })
}
flush()
parentPort.postMessage({ kind: 'end', code })
