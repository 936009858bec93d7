import type { RawSession } from '../../postgres/raw-session'

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104
const PROTOCOL_3 = 3
const LARGEST_STARTUP = 10_000

/** What is answered to a client's next bytes, and what it sent beyond its start, once that is answered. */
interface Answer {
  readonly reply: Buffer
  readonly rest: Buffer | null
}

/**
 * Answers the start of a client's connection as a server does that already knows it: with the settings and the key of
 * a session that is signed in. Encryption is declined, because the client is on this machine.
 */
export class StartupAnswer {
  #received = Buffer.alloc(0)

  constructor(private readonly session: Pick<RawSession, 'reported' | 'key'>) {}

  /** @throws Error where the bytes are no start of a connection. */
  take(chunk: Uint8Array): Answer {
    this.#received = Buffer.concat([this.#received, chunk])
    const replies: Buffer[] = []
    for (;;) {
      const length = this.#received.length < 4 ? 4 : this.#received.readUInt32BE(0)
      if (length > LARGEST_STARTUP) throw new Error('What connected to the bridge is not libpq.')
      if (this.#received.length < Math.max(length, 8)) return { reply: Buffer.concat(replies), rest: null }
      const packet = this.#received.subarray(0, length)
      this.#received = this.#received.subarray(length)
      const code = packet.readUInt32BE(4)
      if (code === SSL_REQUEST || code === GSS_REQUEST) replies.push(Buffer.from('N'))
      else if (code >>> 16 === PROTOCOL_3)
        return { reply: Buffer.concat([...replies, this.#welcome(packet)]), rest: this.#received }
      else throw new Error('What connected to the bridge is not libpq.')
    }
  }

  #welcome(startup: Buffer): Buffer {
    const { reported, key } = this.session
    const settings = [...reported].map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`)))
    return Buffer.concat([
      message('R', Buffer.alloc(4)),
      ...negotiation(startup),
      ...settings,
      message('K', key),
      message('Z', Buffer.from('I')),
    ])
  }
}

/** Tells a client that asks for more than protocol 3.0 that this is what is spoken. */
function negotiation(startup: Buffer): Buffer[] {
  const unknown = startup
    .subarray(8)
    .toString('utf8')
    .split('\0')
    .filter((name, index) => index % 2 === 0 && name.startsWith('_pq_.'))
  if (startup.readUInt16BE(6) === 0 && unknown.length === 0) return []
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(PROTOCOL_3 << 16, 0)
  numbers.writeUInt32BE(unknown.length, 4)
  return [message('v', Buffer.concat([numbers, Buffer.from(unknown.map((name) => `${name}\0`).join(''))]))]
}

function message(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter, 0, 'latin1')
  head.writeUInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}
