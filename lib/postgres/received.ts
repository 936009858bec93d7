import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net'

/** As much as Node reads at once. */
export const MEMORY_BYTES = 65_536

/** Takes bytes that were received; they are overwritten by the next. Gives false to have no more for now. */
type Taker = (bytes: Buffer) => boolean

const takers = new WeakMap<Socket, { taker: Taker | null }>()

/**
 * A socket that can read into one and the same memory again and again: a read of catalogs comes in a thousand pieces, each of
 * which would else be an object and memory of its own. Until somebody takes the bytes so, it is a socket like any other.
 */
export function reusingSocket(): Socket {
  const memory = Buffer.allocUnsafeSlow(MEMORY_BYTES)
  const holder: { taker: Taker | null } = { taker: null }
  const onread: OnReadOpts = {
    buffer: memory,
    callback: (count) => {
      const bytes = memory.subarray(0, count)
      return holder.taker ? holder.taker(bytes) : socket.push(Buffer.from(bytes))
    },
  }
  const socket = new Socket({ onread } as SocketConstructorOpts)
  takers.set(socket, holder)
  return socket
}

/** Has a socket give what it receives to `taker` from now on. @returns false for a socket of another make. */
export function takeReceived(socket: Socket, taker: Taker): boolean {
  const holder = takers.get(socket)
  if (!holder || socket.readableLength > 0) return false
  holder.taker = taker
  return true
}
