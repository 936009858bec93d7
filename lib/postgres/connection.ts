import type { Client } from 'pg'
import { AppError } from '../objects/app-error'
import { catalogHint } from '../objects/error-catalog'
import { type Clock, startClock } from './clock'
import type { ConnectionTarget } from './connection-address'
import type { Encryption } from './encrypt'
import { translateError } from './errors'
import { type ErrorContext, errorOf, type Meaning, PostgresError, type Stage } from './postgres-error'
import type { SignedIn } from './sign-in'
import { limitSilence } from './silence'

/** An open connection. Whoever opened it closes it. */
export interface Connection {
  readonly target: ConnectionTarget
  readonly client: Client
  /** IP address that answered. */
  readonly ip: string
  /** Null when the traffic is in clear text. */
  readonly encryption: Encryption | null
  /** As the server reported it while signing in, such as `17.4`. */
  readonly serverVersion: string
  /** The session's number as announced while signing in; a pooler announces one of its own. */
  readonly announcedPid: number | null
  /**
   * Puts an error that came out of `client` into the product's words. When the connection was cut by a deadline or
   * an abort, or had broken before, that is the error.
   * @param stage `commit` when a commit had been sent, so that its outcome is unknown.
   */
  explain(error: unknown, stage?: Stage): Error
  /** Gives the connection so long from now on, in milliseconds, in place of its deadline. */
  setDeadline(deadlineMs: number): void
  /** Says goodbye, or cuts the connection when that takes over a second. Never throws. */
  close(): Promise<void>
}

export interface ConnectionLimits {
  /** Ends the connection, and whatever runs on it, when it aborts. */
  readonly signal?: AbortSignal
  /** How long the connection may live, in milliseconds; then it is cut, even when the server is silent. */
  readonly deadlineMs?: number
  /** How long an answer may stay away, in milliseconds, before the connection is cut; 65 s unless told. */
  readonly silenceMs?: number
}

const DEFAULT_DEADLINE_MS = 60_000
/** A little longer than one statement of a read may run. */
const DEFAULT_SILENCE_MS = 65_000
const GOODBYE_MS = 1000

const TOO_SLOW: Meaning = {
  code: 'E-TIMEOUT',
  errorClass: 'busy',
  message: ({ target }) => `${target.name} took longer than allowed, so the connection was cut`,
}

/** A session on which nothing comes any more, although the server owes an answer. */
export const SILENT: Meaning = {
  code: 'E-TIMEOUT',
  errorClass: 'busy',
  message: ({ target }) => `${target.name} stopped answering, so the connection was cut`,
  hint: () =>
    'Check the network on the way to the server, and whether a pooler in front of it is paused. Then try again.',
}

/** A session from the moment it is signed in. */
export interface OpenedSession {
  readonly target: ConnectionTarget
  readonly ip: string
  readonly encryption: Encryption | null
  readonly signedIn: SignedIn
}

/** Watches over a connection that is signed in: cuts it in time and remembers why it ended. */
export function keepConnection(
  opened: OpenedSession,
  { signal, deadlineMs = DEFAULT_DEADLINE_MS, silenceMs = DEFAULT_SILENCE_MS }: ConnectionLimits,
): Connection {
  const { target, ip, encryption, signedIn } = opened
  const { client, stream, reported, announcedPid } = signedIn
  const context: ErrorContext = { target, stage: 'query' }
  let end: Error | null = null
  let clock: Clock | undefined
  const cut = (reason: Error) => {
    end ??= reason
    stream.destroy(end)
  }
  const setDeadline = (ms: number) => {
    clock?.stop()
    clock = startClock(ms, () => cut(errorOf(TOO_SLOW, context, `${ms / 1000} s`)))
  }
  const onAbort = () => signal && cut(cancelled(target, signal))
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  setDeadline(deadlineMs)
  const endWatch = limitSilence(signedIn, silenceMs, () =>
    cut(errorOf(SILENT, context, `nothing arrived for ${silenceMs / 1000} s`)),
  )
  const noteEnd = (error: Error) => {
    end ??= translateError(error, context)
  }
  client.connection.on('errorMessage', (error: Error) => isLastWord(error) && noteEnd(error))
  client.on('error', noteEnd)
  return {
    target,
    client,
    ip,
    encryption,
    serverVersion: reported.get('server_version') ?? '',
    announcedPid,
    explain: (error, stage = 'query') => {
      const translated = translateError(error, { ...context, stage })
      return end && stage !== 'commit' && isLoss(translated) ? end : translated
    },
    setDeadline,
    close: async () => {
      clock?.stop()
      endWatch()
      signal?.removeEventListener('abort', onAbort)
      await sayGoodbye(client, stream)
    },
  }
}

async function sayGoodbye(client: Client, stream: SignedIn['stream']): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    if (stream.destroyed) resolve()
    else stream.once('close', resolve)
  })
  const timer = setTimeout(() => stream.destroy(), GOODBYE_MS)
  client.end().catch(() => undefined)
  await closed
  clearTimeout(timer)
}

/** Whether the server ends the connection with this error. */
function isLastWord(error: Error): boolean {
  const { severity, code } = error as { severity?: string; code?: string }
  return severity === 'FATAL' || severity === 'PANIC' || code?.startsWith('57P') === true
}

/** A general statement that the connection is gone, for which there may be a better reason. */
function isLoss(error: Error): boolean {
  return error instanceof PostgresError && error.code === 'E-NET-LOST' && error.sqlState === null
}

/** The reason a caller gave for aborting, or a general one where it is not in the product's words. */
export function cancelled(target: ConnectionTarget, signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason
  const message = `The work on ${target.name} was cancelled.`
  return new AppError({ code: 'E-CANCELLED', message, hint: catalogHint('E-CANCELLED') })
}
