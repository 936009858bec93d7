import type { Socket } from 'node:net'
import type { ConnectionTarget } from './connection-address'
import { translateError } from './errors'
import { untilAborted } from './time-limit'

const ERROR_RESPONSE = 0x45
const LARGEST_REFUSAL = 16_384

/** Services that are often found on a port meant for Postgres, by how their first readable bytes begin. */
const STRANGERS: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/\d/, 'a web server'],
  [/^SSH-/, 'an SSH server'],
  [/^[-+$*]?(ERR|NOAUTH|DENIED)/, 'a Redis server'],
  [/^.? ?(5|8|9|1[01])\.\d+\.\d+/, 'a MySQL server'],
  [/^(220|\* OK|\+OK)/, 'a mail or file server'],
]

/** What the first bytes tell about a server that is not Postgres, with the bytes that can be read. */
export function describeStranger(answer: Buffer): string {
  const readable = answer
    .subarray(0, 80)
    .toString('latin1')
    .replace(/[^ -~]+/g, ' ')
    .trim()
  const name = STRANGERS.find(([pattern]) => pattern.test(readable))?.[1] ?? 'an unknown service'
  return readable.length > 3 ? `It looks like ${name}, which said: ${readable}` : `It looks like ${name}.`
}

/**
 * The refusal a server sends in place of an answer to SSLRequest, such as "sorry, too many clients already", or null
 * when the bytes are not the beginning of one.
 */
export async function readRefusal(
  answer: Buffer,
  target: ConnectionTarget,
  socket: Socket,
  signal: AbortSignal,
): Promise<Error | null> {
  if (answer[0] !== ERROR_RESPONSE) return null
  const body = await wholeMessage(answer, socket, signal)
  return body && translateError(serverError(body), { target, stage: 'signIn' })
}

/** The error in the body of an ErrorResponse, in the shape in which the driver hands it on. */
export function serverError(body: Buffer): Error {
  const fields = errorFields(body)
  return Object.assign(new Error(fields.get('M') ?? ''), {
    code: fields.get('C') ?? '08P01',
    severity: fields.get('V') ?? fields.get('S') ?? 'FATAL',
    detail: fields.get('D'),
  })
}

/** Reads until the announced length is there or the server closes; null when it announces no sensible length. */
async function wholeMessage(start: Buffer, socket: Socket, signal: AbortSignal): Promise<Buffer | null> {
  let bytes = start
  while (bytes.length < 5 || bytes.length < 1 + bytes.readUInt32BE(1)) {
    if (bytes.length >= 5 && bytes.readUInt32BE(1) > LARGEST_REFUSAL) return null
    const more = await readBytes(socket, signal)
    if (more.length === 0) break
    bytes = Buffer.concat([bytes, more])
  }
  return bytes.length > 5 && bytes.readUInt32BE(1) <= LARGEST_REFUSAL ? bytes.subarray(5) : null
}

/** https://www.postgresql.org/docs/current/protocol-error-fields.html */
function errorFields(body: Buffer): Map<string, string> {
  const fields = body
    .toString('utf8')
    .split('\0')
    .filter((field) => field.length > 1)
  return new Map(fields.map((field) => [field.slice(0, 1), field.slice(1)]))
}

/** The bytes that arrive next, after which the socket is paused; none when the other side closed. */
export function readBytes(socket: Socket, signal: AbortSignal): Promise<Buffer> {
  return untilAborted(signal, (resolve, reject) => {
    const onData = (bytes: Buffer) => {
      socket.pause()
      resolve(bytes)
    }
    const onEnd = () => resolve(Buffer.alloc(0))
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', reject)
    socket.resume()
    return () => socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', reject)
  })
}
