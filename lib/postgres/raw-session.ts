import type { Duplex } from 'node:stream'
import { recognizeEndpoint } from '../supabase/endpoints'
import { openSession } from './connect'
import { cancelled, type OpenedSession, SILENT } from './connection'
import type { ConnectionTarget } from './connection-address'
import { openSocket, resolveHost } from './dial'
import { encrypt } from './encrypt'
import { translateError } from './errors'
import { serverError } from './first-answer'
import { lostAt } from './network-errors'
import { type ErrorContext, errorOf, type Meaning, PostgresError } from './postgres-error'
import { limitTime } from './time-limit'

/** A signed-in session whose bytes another program is to send and read. Whoever opened it closes it. */
export interface RawSession {
  /** What the server sends and is sent, from the first query on. Paused until somebody reads it. */
  readonly stream: Duplex
  /** Settings that the server reported while signing in, such as `server_version`. */
  readonly reported: ReadonlyMap<string, string>
  /** The session's number as announced; a pooler announces one of its own. */
  readonly pid: number
  /** Body of the BackendKeyData message. */
  readonly key: Buffer
  /** The error that ended or failed the session, in the product's words: the server's own last one where it sent one. */
  explain(error: unknown): Error
  /**
   * Cuts the connection. Where the server is still at work, it is asked over another connection to stop, because it
   * would else notice only when it next has something to say. Never throws; takes 1 s at most.
   */
  close(): Promise<void>
}

export interface RawSessionOptions {
  /** What the server shows the session as. */
  readonly applicationName: string
  /** Cuts the session when it aborts. */
  readonly signal?: AbortSignal
  /** How long an answer may stay away, in milliseconds, before the session is cut. */
  readonly silenceMs: number
  /** Whether the server, asked another way, still works for the session: then a silence is no reason to cut it. */
  readonly isAtWork?: () => Promise<boolean>
}

/** A row of COPY is one message, and a value can have 1 GB. */
const LARGEST_MESSAGE_BYTES = 2 ** 31 - 1
const CANCEL_MS = 1000
const CANCEL_REQUEST = 80_877_102

/** So that values print the same whatever is set for the server, the database or the role. */
const PRINTED = `set timezone = 'UTC'; set bytea_output = hex; set lc_monetary = 'C'; set xmlbinary = base64;
  set synchronize_seqscans = off`

/**
 * Signs in as `connect` does and hands the connection over at the point where queries begin. The session is cut when
 * the signal aborts.
 * @throws PostgresError, or AppError `E-CANCELLED` when the signal aborted.
 */
export async function openRawSession(
  target: ConnectionTarget,
  { applicationName, signal, ...watch }: RawSessionOptions,
): Promise<RawSession> {
  const opened = await openSession(target, {
    signal,
    applicationName,
    messageBytes: LARGEST_MESSAGE_BYTES,
    isUrgent: true,
  })
  const { stream, reported, client } = opened.signedIn
  try {
    await client.query(PRINTED)
  } catch (error) {
    stream.destroy()
    throw signal?.aborted ? cancelled(target, signal) : explain(error, opened)
  }
  // The driver has done its part: it reads no further, and what it keeps waiting for will not come.
  stream.pause()
  stream.removeAllListeners('data')
  stream.on('error', () => undefined)
  const key = Buffer.alloc(8)
  key.writeInt32BE(opened.signedIn.announcedPid ?? 0, 0)
  key.writeInt32BE(Reflect.get(client, 'secretKey') ?? 0, 4)
  const onAbort = () => stream.destroy()
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  const endWatch = limitSilence(opened, watch)
  return {
    stream,
    reported,
    pid: key.readInt32BE(0),
    key,
    explain: (error) => (signal?.aborted ? cancelled(target, signal) : explain(error, opened)),
    close: async () => {
      signal?.removeEventListener('abort', onAbort)
      endWatch()
      stream.destroy()
      if (stream.awaitsAnswer) await sendCancel(target, key)
    },
  }
}

/** Cuts a session whose server owes an answer and says nothing; while we ourselves do not read, that is no silence. */
function limitSilence(
  { target, signedIn: { stream } }: OpenedSession,
  { silenceMs, isAtWork = async () => false }: Pick<RawSessionOptions, 'silenceMs' | 'isAtWork'>,
): () => void {
  let traffic = 0
  const look = async () => {
    const before = traffic
    if (!stream.awaitsAnswer || stream.isPaused() || (await isAtWork()) || traffic > before) return
    stream.destroy(errorOf(SILENT, { target, stage: 'query' }, `nothing arrived for ${silenceMs / 1000} s`))
  }
  const timer = setInterval(look, silenceMs).unref()
  stream.onTraffic = () => {
    traffic += 1
    timer.refresh()
  }
  return () => {
    stream.onTraffic = null
    clearInterval(timer)
  }
}

/** A pooler that ends a session rarely says why. */
const CLOSED_BY_POOLER: Meaning = {
  code: 'E-POOL-CLOSED',
  errorClass: 'retryConnect',
  message: ({ target }) => `The pooler of ${target.name} closed the connection`,
}

/** A server that ends a session says why; that it then closed the connection adds nothing. */
function explain(error: unknown, { target, signedIn: { stream } }: OpenedSession): Error {
  const context: ErrorContext = { target, stage: 'query' }
  if (stream.lastError) return translateError(serverError(stream.lastError), context)
  const translated = translateError(stream.errored ?? error, context)
  const isCut = stream.awaitsAnswer && (stream.readableEnded || stream.destroyed)
  const isLoss = isCut && (stream.errored === null || translated instanceof PostgresError)
  if (!isLoss || (translated instanceof PostgresError && translated.code !== 'E-NET-LOST')) return translated
  const isPooler = recognizeEndpoint(target.address)?.kind === 'sessionPooler'
  return errorOf(isPooler ? CLOSED_BY_POOLER : lostAt(context), context, stream.errored?.message)
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, CancelRequest */
async function sendCancel(target: ConnectionTarget, key: Buffer): Promise<void> {
  const limit = limitTime(CANCEL_MS, () => new Error('The request to cancel was not taken in time.'))
  try {
    const { signal } = limit
    const { socket } = await encrypt(
      target,
      await openSocket(target, await resolveHost(target, signal), signal),
      signal,
    )
    const head = Buffer.alloc(8)
    head.writeInt32BE(16, 0)
    head.writeInt32BE(CANCEL_REQUEST, 4)
    // The server closes the connection once it has passed the request on.
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
      socket.on('close', () => resolve())
      socket.resume()
      socket.write(Buffer.concat([head, key]))
    })
    socket.destroy()
  } catch {
    // The session ends by itself when the server next writes to it.
  } finally {
    limit.stop()
  }
}
