import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import { catalogHint } from '../objects/error-catalog'
import type { ConnectionAddress, SslMode } from './connection-address'

type ParameterValues = Pick<
  ConnectionAddress,
  'sslRootCert' | 'requiresChannelBinding' | 'connectTimeoutMs' | 'ignoredParameters'
> & { readonly sslMode: SslMode | null }

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000
const LONGEST_CONNECT_TIMEOUT_S = 300

/** `allow` would try without TLS first; `no-verify` is what the npm package pg calls `require`. */
const SSL_MODES: ReadonlyMap<string, SslMode> = new Map([
  ['disable', 'disable'],
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['no-verify', 'require'],
  ['verify-ca', 'verify-ca'],
  ['verify-full', 'verify-full'],
])

const CHANNEL_BINDINGS = ['disable', 'prefer', 'require']

/** Parameters other programs put into the same address; none changes which server answers. */
const IGNORED = new Set([
  ...['application_name', 'fallback_application_name', 'client_encoding', 'schema', 'search_path'],
  ...['pgbouncer', 'connection_limit', 'pool_timeout', 'pool_mode', 'socket_timeout', 'statement_cache_size'],
  ...['prepare', 'prepared_statements', 'supa', 'workaround', 'uselibpqcompat', 'sslaccept', 'gssencmode'],
  ...['keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout'],
  ...['target_session_attrs', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'],
])

/** Why a parameter is refused, where the reason is worth its own sentence. */
const REFUSED: Readonly<Record<string, string>> = {
  host: 'it would replace the host that the address shows',
  hostaddr: 'it would replace the host that the address shows',
  port: 'it would replace the port that the address shows',
  user: 'the user belongs before the @',
  password: 'the password belongs before the @',
  dbname: 'the database belongs after the slash',
  database: 'the database belongs after the slash',
  service: 'it would take the server from a file',
  servicefile: 'it would take the server from a file',
  passfile: 'it would read a password file',
  options: 'poolers refuse it, and it can change how the server answers',
  sslcert: 'client certificates are not supported',
  sslkey: 'client certificates are not supported',
  sslpassword: 'client certificates are not supported',
  sslcrl: 'revocation lists are not supported',
  sslcrldir: 'revocation lists are not supported',
  sslkeylogfile: 'it would write the keys of the connection into a file',
  sslnegotiation: 'direct TLS negotiation is not supported',
  load_balance_hosts: 'Lockstep connects to exactly one host',
  replication: 'Lockstep never opens replication connections',
}

/**
 * Reads the part of an address after the question mark.
 * @param subject what a message calls the address, such as the name of its variable.
 * @throws AppError `E-URL-PARAMETER` for every parameter that is refused, unknown, repeated or has a wrong value.
 */
export function readParameters(
  pairs: readonly (readonly [string, string])[],
  subject: string,
): ParameterValues {
  const given = new Map<string, string>()
  for (const [name, value] of pairs) {
    if (!ACCEPTED.has(name) && !IGNORED.has(name)) throw refusal(subject, name)
    if (given.has(name)) throw parameterError(subject, `has the parameter ${name} twice`)
    given.set(name, value)
  }
  const sslMode = readSslMode(given, subject)
  const sslRootCert = given.get('sslrootcert') || null
  return {
    sslMode: strengthen(sslMode, sslRootCert),
    sslRootCert,
    requiresChannelBinding: readChannelBinding(given.get('channel_binding'), subject),
    connectTimeoutMs: readTimeout(given.get('connect_timeout'), subject),
    ignoredParameters: [...given.keys()].filter((name) => IGNORED.has(name)),
  }
}

const ACCEPTED = new Set(['sslmode', 'ssl', 'sslrootcert', 'channel_binding', 'connect_timeout'])

function readSslMode(given: ReadonlyMap<string, string>, subject: string): SslMode | null {
  const text = given.get('sslmode')
  if (text === undefined) return readSslSwitch(given.get('ssl'), subject)
  const mode = SSL_MODES.get(text)
  if (!mode)
    throw parameterError(subject, 'has an unknown sslmode', `Use one of ${[...SSL_MODES.keys()].join(', ')}.`)
  return mode
}

/** `ssl=true` is how JDBC and others spell sslmode=require. */
function readSslSwitch(text: string | undefined, subject: string): SslMode | null {
  if (text === undefined) return null
  if (text === 'true' || text === '1' || text === 'require') return 'require'
  if (text === 'false' || text === '0') return 'disable'
  throw parameterError(
    subject,
    'has an unknown value for ssl',
    'Write sslmode=require or sslmode=disable instead.',
  )
}

/**
 * Whoever names a CA file wants it checked: `require` then verifies the authority and `system` also the host, as in
 * libpq; without any sslmode, where libpq would check nothing, both are verified.
 */
function strengthen(mode: SslMode | null, rootCert: string | null): SslMode | null {
  if (rootCert === null || mode === 'disable') return mode
  if (mode === null || rootCert === 'system') return 'verify-full'
  return mode === 'require' ? 'verify-ca' : mode
}

/** `prefer` is the same as `disable` here: binding is used where it is demanded. */
function readChannelBinding(text: string | undefined, subject: string): boolean {
  if (text === undefined || CHANNEL_BINDINGS.includes(text)) return text === 'require'
  throw parameterError(
    subject,
    'has an unknown channel_binding',
    `Use one of ${CHANNEL_BINDINGS.join(', ')}.`,
  )
}

function readTimeout(text: string | undefined, subject: string): number {
  if (text === undefined || text === '0') return DEFAULT_CONNECT_TIMEOUT_MS
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (seconds >= 1 && seconds <= LONGEST_CONNECT_TIMEOUT_S) return seconds * 1000
  throw parameterError(
    subject,
    'has a connect_timeout that is no usable number of seconds',
    `Write a whole number from 1 to ${LONGEST_CONNECT_TIMEOUT_S}.`,
  )
}

/** Never repeats an unknown name: it may be the part of a password that follows an unencoded ?. */
function refusal(subject: string, name: string): AppError {
  const reason = Object.hasOwn(REFUSED, name) ? REFUSED[name] : null
  if (reason)
    return parameterError(subject, `has the parameter ${name}, which is refused`, `Remove it: ${reason}.`)
  const near = closestWord(name, ACCEPTED)
  const hint = near ? `Did you mean ${near}?` : catalogHint('E-URL-PARAMETER')
  return parameterError(subject, 'has a parameter Lockstep does not know', hint)
}

function parameterError(subject: string, what: string, hint = catalogHint('E-URL-PARAMETER')): AppError {
  return new AppError({ code: 'E-URL-PARAMETER', message: `${subject} ${what}.`, hint })
}
