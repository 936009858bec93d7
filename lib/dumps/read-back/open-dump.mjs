import fs from 'node:fs'
import zlib from 'node:zlib'
import { DumpDamage } from './damage.mjs'

const READ_BYTES = 1 << 18
const GZIP = [0x1f, 0x8b]

/**
 * Opens a dump and tells by its first bytes what it is.
 * @param {string} file
 * @param {(bytes: Buffer) => void} [onRead] told every piece of the file as it is.
 * @returns {Promise<{ kind: 'script' | 'archive', pieces: AsyncIterable<Buffer> }>} what is in the file, expanded
 *   where it is compressed as a whole.
 */
export async function openDump(file, onRead) {
  const start = await firstBytes(file)
  const isGzip = GZIP.every((byte, index) => start[index] === byte)
  const kind = start.toString('latin1') === 'PGDMP' ? 'archive' : 'script'
  return { kind, pieces: isGzip ? expanded(file, onRead) : read(file, onRead) }
}

async function firstBytes(file) {
  const handle = await fs.promises.open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function* read(file, onRead) {
  for await (const piece of fs.createReadStream(file, { highWaterMark: READ_BYTES })) {
    onRead?.(piece)
    yield piece
  }
}

async function* expanded(file, onRead) {
  const source = fs.createReadStream(file, { highWaterMark: READ_BYTES })
  if (onRead) source.on('data', onRead)
  const gunzip = zlib.createGunzip({ chunkSize: READ_BYTES })
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* source.pipe(gunzip)
  } catch (error) {
    if (!/^Z_/.test(error.code ?? '')) throw error
    throw new DumpDamage(`It cannot be expanded: ${error.message}.`)
  } finally {
    source.destroy()
  }
}
