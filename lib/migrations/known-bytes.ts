import { readFileSync } from 'node:fs'
import fs from 'node:fs/promises'

interface Known {
  readonly mtimeMs: number
  readonly bytes: Buffer
}

/** By path: of a folder of thousands of files, most are as they were when it was read last. */
const known = new Map<string, Known>()
const MOST_BYTES = 64_000_000
let size = 0
/** So few bytes are read sooner than another thread is asked to. */
const FEW_BYTES = 64_000

/**
 * What a file holds; read from disk only when it was saved since.
 * @param largest more bytes than these are not read. Rejects then, and with what keeps a file from being read.
 */
export async function knownBytes(file: string, largest: number): Promise<Buffer> {
  const stat = await fs.stat(file)
  const last = known.get(file)
  if (last && last.mtimeMs === stat.mtimeMs && last.bytes.length === stat.size) return last.bytes
  if (stat.size > largest) throw new Error(`It is larger than ${largest / 1_000_000} MB.`)
  const bytes = stat.size < FEW_BYTES ? readFileSync(file) : await fs.readFile(file)
  size += bytes.length - (last?.bytes.length ?? 0)
  if (size > MOST_BYTES) {
    known.clear()
    size = bytes.length
  }
  known.set(file, { mtimeMs: stat.mtimeMs, bytes })
  return bytes
}
