import { createHash } from 'node:crypto'
import type { Checksum } from './history'

/**
 * The hash of a file as a tool records it, and that of the same text with other line ends: git changes them on its own,
 * which is no edit.
 */
export function lineEndChecksums(bytes: Buffer, algorithm: 'sha1' | 'sha256' | 'sha384'): Checksum[] {
  const unix = bytes.toString('utf8').replaceAll('\r\n', '\n')
  const values = [bytes, Buffer.from(unix), Buffer.from(unix.replaceAll('\n', '\r\n'))].map((each) =>
    createHash(algorithm).update(each).digest('hex'),
  )
  return [...new Set(values)].map((value) => ({ algorithm, value }))
}
