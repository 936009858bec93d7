import type { Duplex, Readable } from 'node:stream'

/** How much may wait to be handed over before the sender has to. */
const MOST_WAITING = 1 << 20
/** ReadyForQuery: its letter, its length and one byte more. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5])

/** Whether bytes end with the server's word that it waits for a query, so that nothing follows at once. */
export function endsAnswer(bytes: Uint8Array): boolean {
  const at = bytes.length - READY.length - 1
  return at >= 0 && READY.every((byte, index) => bytes[at + index] === byte)
}

/**
 * Passes on what a server sends, like `pipe`. A server sends rows in small pieces; those that arrive together go on
 * together, and an answer that has ended at once, because the other side waits for it.
 */
export function forward(from: Readable, to: Duplex): void {
  let isCorked = false
  const flush = () => {
    if (!isCorked) return
    isCorked = false
    to.uncork()
  }
  from.on('data', (chunk: Buffer) => {
    if (!isCorked) {
      isCorked = true
      to.cork()
      setImmediate(flush)
    }
    to.write(chunk)
    if (endsAnswer(chunk)) flush()
    if (to.writableLength > MOST_WAITING) from.pause()
  })
  to.on('drain', () => from.resume())
  from.on('end', () => {
    flush()
    to.end()
  })
  from.resume()
}
