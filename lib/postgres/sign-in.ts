import pg from 'pg'
import { isLoopbackAddress } from './blocked-addresses'
import type { ConnectionTarget } from './connection-address'
import type { SecuredSocket } from './encrypt'
import { NO_PROOF, translateError } from './errors'
import { describeStranger } from './first-answer'
import { GuardedStream, type StreamLimits } from './guarded-stream'
import { NOT_POSTGRES, OVERSIZE } from './network-errors'
import { type ErrorContext, errorOf, type Meaning } from './postgres-error'
import { untilAborted } from './time-limit'

/** A signed-in client of the driver, and what the server said about itself while signing in. */
export interface SignedIn {
  readonly client: pg.Client
  readonly stream: GuardedStream
  /** Reported settings, such as `server_version` and `is_superuser`. */
  readonly reported: ReadonlyMap<string, string>
  /** The session's number as announced; a pooler announces a number of its own. */
  readonly announcedPid: number | null
}

interface SignInOptions {
  readonly target: ConnectionTarget
  /** Address that answered: whether a password in clear text would leave this machine. */
  readonly ip: string
  readonly secured: SecuredSocket
  readonly limits: StreamLimits
  readonly signal: AbortSignal
  /** What the server shows the session as; `lockstep` unless told. */
  readonly applicationName?: string
}

const NO_PASSWORD: Meaning = {
  code: 'E-AUTH-NONE',
  errorClass: 'needsYou',
  message: ({ target }) =>
    `${target.name} asks for a password for ${target.address.user}, and the address has none`,
}

const IN_CLEAR_TEXT: Meaning = {
  code: 'E-AUTH-CLEARTEXT',
  errorClass: 'needsYou',
  message: ({ target }) =>
    `${target.name} asked for the password in clear text, and the connection is not encrypted`,
}

const NO_BINDING: Meaning = {
  code: 'E-AUTH-METHOD',
  errorClass: 'needsYou',
  message: ({ target }) =>
    `${target.name} does not offer channel binding, and channel_binding=require demands it`,
}

/**
 * Speaks the driver's part of signing in over a secured socket. Only user, database and the application's name are
 * sent as startup parameters, since poolers refuse others, and nothing is taken from PG* variables or files.
 * @throws the translated error; the socket is destroyed then.
 */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const { target, secured, limits, signal } = options
  const context: ErrorContext = { target, stage: 'signIn' }
  const stream = new GuardedStream(secured.socket, limits, (violation, bytes) =>
    violation === 'oversize'
      ? errorOf(OVERSIZE, context)
      : errorOf(NOT_POSTGRES, context, describeStranger(bytes)),
  )
  const client = createClient(target, stream, options.applicationName ?? 'lockstep')
  const reported = new Map<string, string>()
  const gate: Gate = { method: '', mechanisms: [] }
  watch(client, reported, gate)
  setPassword(client, () => releasePassword(options, gate))
  try {
    await untilAborted<void>(signal, (resolve, reject) => {
      client.connect().then(() => resolve(), reject)
      return () => undefined
    })
    checkProof(client, gate, context)
  } catch (error) {
    stream.destroy()
    throw translateError(error, context)
  }
  setPassword(client, null)
  return { client, stream, reported, announcedPid: announcedPidOf(client) }
}

/** The session's number as announced while signing in, which the driver keeps and its types do not tell; null where none was. */
export function announcedPidOf(client: pg.Client): number | null {
  return Reflect.get(client, 'processID') ?? null
}

function createClient(
  { address }: ConnectionTarget,
  stream: GuardedStream,
  applicationName: string,
): pg.Client {
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    password: () => '',
    ssl: false,
    sslnegotiation: 'postgres',
    enableChannelBinding: address.requiresChannelBinding,
    application_name: applicationName,
    stream: () => stream,
  })
  // Where the configuration says nothing, the driver would take these from PGOPTIONS and the like.
  Object.assign(Reflect.get(client, 'connectionParameters'), { options: undefined, replication: undefined })
  // A connection may break while no query waits for it; the next query reports that.
  client.on('error', () => undefined)
  return client
}

interface Gate {
  /** Which message asked for the password. */
  method: string
  mechanisms: readonly string[]
}

/** Listens before the driver does, so that the password is released knowing what it is for. */
function watch(client: pg.Client, reported: Map<string, string>, gate: Gate): void {
  const { connection } = client
  for (const method of [
    'authenticationCleartextPassword',
    'authenticationMD5Password',
    'authenticationSASL',
  ]) {
    connection.on(method, ({ mechanisms = [] }: { mechanisms?: readonly string[] }) => {
      gate.method = method
      gate.mechanisms = mechanisms
    })
  }
  connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) => {
    if (reported.size < 100 && parameterName) reported.set(parameterName, parameterValue ?? '')
  })
}

/** The password, or the reason not to give it. */
function releasePassword({ target, ip, secured }: SignInOptions, { method, mechanisms }: Gate): string {
  const { password, requiresChannelBinding, sslMode } = target.address
  const context: ErrorContext = { target, stage: 'signIn' }
  if (!password) throw errorOf(NO_PASSWORD, context)
  const canBind = secured.encryption !== null && mechanisms.includes('SCRAM-SHA-256-PLUS')
  if (requiresChannelBinding && !canBind) throw errorOf(NO_BINDING, context)
  const isReadable = method === 'authenticationCleartextPassword' && secured.encryption === null
  const isAcceptedRisk = sslMode === 'disable' || isLoopbackAddress(ip)
  if (isReadable && !isAcceptedRisk) throw errorOf(IN_CLEAR_TEXT, context)
  return password.reveal()
}

/** A server that lets us in without the proof it owes, or without asking, may be posing as the right one. */
function checkProof(client: pg.Client, { method }: Gate, context: ErrorContext): void {
  const isUnproven = method === 'authenticationSASL' && Reflect.get(client, 'saslSession') !== null
  if (isUnproven) throw errorOf(NO_PROOF, context)
  if (context.target.address.requiresChannelBinding && method === '') throw errorOf(NO_BINDING, context)
}

/** The driver keeps the password on two objects; after sign-in it is needed no more. */
function setPassword(client: pg.Client, password: (() => string) | null): void {
  Reflect.set(client, 'password', password)
  Reflect.set(Reflect.get(client, 'connectionParameters'), 'password', password)
}
