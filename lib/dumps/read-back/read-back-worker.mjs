/**
 * Reads one dump in a thread of its own, so that a large one keeps nobody waiting. `workerData` has the file. Tells how
 * far it is, then what it found, or why that cannot be read.
 */
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { openDump } from './open-dump.mjs'
import { readArchive } from './read-archive.mjs'
import { readScript } from './read-script.mjs'

const TELL_EVERY_BYTES = 1 << 22

const hash = createHash('sha256')
let bytes = 0
let told = 0

/** @param {Buffer} piece of the file as it is */
function onRead(piece) {
  hash.update(piece)
  bytes += piece.length
  if (bytes - told < TELL_EVERY_BYTES) return
  told = bytes
  parentPort.postMessage({ kind: 'bytes', bytes })
}

try {
  const { kind, pieces } = await openDump(workerData.file, onRead)
  const contents = await (kind === 'archive' ? readArchive(pieces) : readScript(pieces))
  parentPort.postMessage({ kind: 'end', readBack: { bytes, sha256: hash.digest('hex'), ...contents } })
} catch (error) {
  const { name, code, message } = error
  parentPort.postMessage({ kind: 'failed', name, code, message })
}
