import { backoffMs, noteAnswer, noteFailure, recentFailure } from './circuit'
import {
  type Connection,
  type ConnectionLimits,
  cancelled,
  keepConnection,
  type OpenedSession,
} from './connection'
import type { ConnectionTarget } from './connection-address'
import { openSocket, resolveHost } from './dial'
import { type Encryption, encrypt } from './encrypt'
import { translateError } from './errors'
import { NO_ANSWER } from './network-errors'
import { errorOf, PostgresError, type Stage } from './postgres-error'
import { signIn } from './sign-in'
import { attemptSignIn } from './sign-in-attempts'
import { limitTime, pause } from './time-limit'

export interface ConnectOptions extends ConnectionLimits, SessionOptions {}

/** How a session is opened, whatever is done with it then. */
export interface SessionOptions {
  /** Ends connecting when it aborts. */
  readonly signal?: AbortSignal
  /** What the server shows the session as; `lockstep` unless told. */
  readonly applicationName?: string
  /** The most bytes one answer may have; 64 MB unless told. */
  readonly messageBytes?: number
  /** How many times to try again when the server cannot be reached; 2 unless told. */
  readonly retries?: number
  /** Contact the server even if it was out of reach a moment ago: for a person who asks now. */
  readonly isUrgent?: boolean
  /** The most bytes all answers together may have; no limit unless told. */
  readonly totalBytes?: number
  /** Told after each stage of connecting that succeeded. */
  readonly onStage?: (stage: FinishedStage) => void
}

/** What a stage of connecting found, and how long it took. */
export type FinishedStage = { readonly ms: number } & (
  | { readonly stage: 'resolve'; readonly ips: readonly string[] }
  | { readonly stage: 'reach'; readonly ip: string }
  | { readonly stage: 'encrypt'; readonly encryption: Encryption | null }
  | { readonly stage: 'signIn' }
)

const DEFAULT_RETRIES = 2
const LARGEST_MESSAGE_BYTES = 64 << 20

/**
 * Opens a connection: resolves the name, connects, encrypts and signs in, all within the address's connect timeout.
 * Only failures of reaching the server are tried again, after a pause; a refused password is never.
 * @throws PostgresError, or AppError `E-CANCELLED` when the signal aborted.
 */
export async function connect(target: ConnectionTarget, options: ConnectOptions = {}): Promise<Connection> {
  return keepConnection(await openSession(target, options), options)
}

/**
 * Opens and signs in a session as `connect` does, and leaves to the caller to watch over it and to end it.
 * @throws as `connect` does.
 */
export async function openSession(
  target: ConnectionTarget,
  options: SessionOptions = {},
): Promise<OpenedSession> {
  const failure = options.isUrgent ? null : recentFailure(target)
  if (failure) throw failure
  const progress: Progress = { stage: 'resolve' }
  const limit = limitTime(target.address.connectTimeoutMs, () => noAnswer(target, progress), options.signal)
  try {
    const session = await openPatiently(target, options, progress, limit.signal)
    noteAnswer(target)
    return session
  } catch (error) {
    if (options.signal?.aborted) throw cancelled(target, options.signal)
    if (error instanceof PostgresError) noteError(target, error)
    throw error
  } finally {
    limit.stop()
  }
}

/**
 * Opens a connection, lends it out and closes it, however that ends.
 * @throws what `connect` throws, and the errors of `work` in the product's words.
 */
export async function withConnection<T>(
  target: ConnectionTarget,
  options: ConnectOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(target, options)
  try {
    return await work(connection)
  } catch (error) {
    throw connection.explain(error)
  } finally {
    await connection.close()
  }
}

/** How far connecting has got, for the words about a server that fell silent. */
interface Progress {
  stage: Stage
}

async function openPatiently(
  target: ConnectionTarget,
  options: SessionOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<OpenedSession> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await openOnce(target, options, progress, signal)
    } catch (error) {
      const mayRetry = error instanceof PostgresError && error.errorClass === 'retryConnect'
      if (signal.aborted || !mayRetry || failures > (options.retries ?? DEFAULT_RETRIES)) throw error
      // Where the time ends during the pause, what was wrong says more than that the time ended.
      await pause(backoffMs(failures), signal).catch(() => {
        throw error
      })
    }
  }
}

async function openOnce(
  target: ConnectionTarget,
  options: SessionOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<OpenedSession> {
  const finish = stopwatch(options.onStage)
  try {
    progress.stage = 'resolve'
    const addresses = await resolveHost(target, signal)
    finish({ stage: 'resolve', ips: addresses.map(({ address }) => address) })
    progress.stage = 'reach'
    const socket = await openSocket(target, addresses, signal)
    const ip = socket.remoteAddress ?? ''
    finish({ stage: 'reach', ip })
    try {
      progress.stage = 'encrypt'
      const secured = await encrypt(target, socket, signal)
      const { encryption } = secured
      finish({ stage: 'encrypt', encryption })
      progress.stage = 'signIn'
      const limits = {
        messageBytes: options.messageBytes ?? LARGEST_MESSAGE_BYTES,
        totalBytes: options.totalBytes ?? Number.POSITIVE_INFINITY,
      }
      const signedIn = await attemptSignIn(target, signal, () =>
        signIn({ target, ip, secured, limits, signal, applicationName: options.applicationName }),
      )
      finish({ stage: 'signIn' })
      return { target, ip, encryption, signedIn }
    } catch (error) {
      socket.destroy()
      throw error
    }
  } catch (error) {
    throw translateError(error, { target, stage: progress.stage })
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'ms'> : never

function stopwatch(onStage: SessionOptions['onStage']): (finished: WithoutTime<FinishedStage>) => void {
  let startedAt = performance.now()
  return (finished) => {
    const now = performance.now()
    onStage?.({ ...finished, ms: now - startedAt } as FinishedStage)
    startedAt = now
  }
}

function noteError(target: ConnectionTarget, error: PostgresError): void {
  if (error.errorClass === 'retryConnect') noteFailure(target, error)
  else noteAnswer(target)
}

const SILENCE: Partial<Record<Stage, string>> = {
  resolve: 'Its name was still being looked up.',
  encrypt: 'It accepted the connection and then said nothing.',
  signIn: 'It stopped answering during sign-in.',
}

function noAnswer(target: ConnectionTarget, { stage }: Progress): PostgresError {
  return errorOf(NO_ANSWER, { target, stage }, SILENCE[stage])
}
