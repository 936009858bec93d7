import { isTransactionPooler, recognizeEndpoint } from '../supabase/endpoints'
import type { ErrorContext, Meaning } from './postgres-error'
import { meaningOfState } from './sqlstate'

const nameOf = ({ target }: ErrorContext) => target.name

const FULL: Meaning = {
  code: 'E-POOL-FULL',
  errorClass: 'retryConnect',
  message: (context) => `The pooler of ${nameOf(context)} has no free connection`,
}

const WRONG_PASSWORD: Meaning = {
  code: 'E-AUTH-PASS',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} rejected the password for ${context.target.address.user}`,
}

const TENANT: Meaning = {
  code: 'E-POOL-TENANT',
  errorClass: 'needsYou',
  message: (context) => `The pooler of ${nameOf(context)} doesn’t know this project or user`,
  hint: (context) =>
    context.target.address.user.includes('.')
      ? null
      : `The user is ${context.target.address.user}; the pooler expects ${context.target.address.user}.<project-ref>. ` +
        'Copy the pooler address from the project’s Connect dialog.',
}

const PAUSED: Meaning = {
  code: 'E-PAUSED',
  errorClass: 'retryConnect',
  message: (context) => `The Supabase project of ${nameOf(context)} looks paused`,
}

const NO_SERVER: Meaning = {
  code: 'E-POOL-SERVER',
  errorClass: 'retryConnect',
  message: (context) => `The pooler of ${nameOf(context)} answers, but its database does not`,
}

const ENDED: Meaning = {
  code: 'E-NET-LOST',
  errorClass: 'retryConnect',
  message: (context) => `The pooler of ${nameOf(context)} ended the connection`,
}

const TOO_SLOW: Meaning = {
  code: 'E-TIMEOUT',
  errorClass: 'busy',
  message: (context) => `The pooler of ${nameOf(context)} allows less time than was needed`,
}

const BANNED: Meaning = {
  code: 'E-POOL-BANNED',
  errorClass: 'needsYou',
  message: (context) => `The pooler of ${nameOf(context)} blocks this machine after failed sign-ins`,
}

const NOT_ALLOWED_HERE: Meaning = {
  code: 'E-NET-ALLOWLIST',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} does not accept connections from this network`,
}

const NEEDS_TLS: Meaning = {
  code: 'E-TLS-REQUIRED',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} accepts only encrypted connections`,
}

const NO_DATABASE: Meaning = {
  code: 'E-PG-DATABASE',
  errorClass: 'needsYou',
  message: (context) => `The pooler of ${nameOf(context)} has no database ${context.target.address.database}`,
}

const NO_SESSION: Meaning = {
  code: 'E-POOL-MODE',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} is reached through a pooler that gives no session`,
}

const REFUSED: Meaning = {
  code: 'E-POOL-SETTING',
  errorClass: 'needsYou',
  message: (context) => `The pooler of ${nameOf(context)} refused the connection`,
}

/**
 * Texts of poolers, whose codes say little (mostly 08P01 or XX000). The capital words are error codes of Supavisor
 * (github.com/supabase/supavisor), the rest are messages of PgBouncer (www.pgbouncer.org).
 */
const TEXTS: readonly (readonly [Meaning, readonly RegExp[]])[] = [
  [BANNED, [/ECIRCUITBREAKER/, /too many authentication (failures|errors)/i]],
  [NOT_ALLOWED_HERE, [/EADDRNOTALLOWED/, /not in tenant allow.?list/i]],
  [NEEDS_TLS, [/ESSLREQUIRED/, /SSL connection is required/i, /^(SSL|TLS connection) required/]],
  [TENANT, [/tenant or user not found/i, /\(ENOTFOUND\)/, /ETENANTNOTFOUND/]],
  [
    FULL,
    [
      /MaxClientsInSessionMode/,
      /EMAXCONN/,
      /max client(s|_conn| connections)/i,
      /no more connections allowed/,
    ],
  ],
  [FULL, [/ECHECKOUTTIMEOUT/, /unable to check out/i, /^query_wait_timeout/, /too many servers in the pool/]],
  [PAUSED, [/connection to database not available/i]],
  [
    NO_SERVER,
    [/EDBHANDLEREXITED/, /DbHandler exited/i, /EPOOLTERMINATING/, /^server login (failed|has been failing)/],
  ],
  [
    NO_SERVER,
    [/server_login_retry/, /cannot connect to server/, /server conn crashed/, /^client_login_timeout/],
  ],
  [
    NO_SERVER,
    [
      /^(connect timeout|server connection closed|connection closed)/,
      /^(bouncer|pooler|pgbouncer) .*shut/,
      /is (disabled|paused)/,
    ],
  ],
  [
    ENDED,
    [
      /^(database removed|admin forced disconnect|database configuration changed|server lifetime over|evicted)/,
      /^(client_idle_timeout|suspend_timeout|server shutting down|obsolete connection|pause (mode|failed))/,
      /server got dirty$/,
    ],
  ],
  [TOO_SLOW, [/^(query|(idle )?transaction)[ _]timeout/]],
  [
    WRONG_PASSWORD,
    [/EWRONGPASSWORD/, /^auth failed$/, /(password|SASL|PAM|LDAP|RADIUS) authentication failed/],
  ],
  [NO_DATABASE, [/^no such database/]],
  [NO_SESSION, [/statement pooling mode/, /prepared statement .* (does not|already) exist/]],
  [
    REFUSED,
    [/^unsupported startup parameter/, /^no such user/, /^not allowed/, /login rejected/, /config error/],
  ],
]

/** Errors of the server that PgBouncer passes on under its own code 08P01, and the code they had. */
const PASSED_ON: readonly (readonly [RegExp, string])[] = [
  [/^database .* does not exist/, '3D000'],
  [/^role .* (does not exist|is not permitted to log in)/, '28000'],
  [/pg_hba\.conf/, '28000'],
  [/too many (clients|connections)|remaining connection slots/, '53300'],
  [/^the database system is /, '57P03'],
]

/** Codes under which poolers put their own texts; a server's texts under other codes are its own. */
const POOLER_STATES = new Set([
  '08P01',
  '08000',
  '08004',
  '08006',
  'XX000',
  '28000',
  '53300',
  '42P05',
  '26000',
])

/** What a pooler's error means, or null when the text is none of a pooler. */
export function meaningOfPoolerText(state: string, words: string, context: ErrorContext): Meaning | null {
  if (!POOLER_STATES.has(state)) return null
  const meaning = TEXTS.find(([, patterns]) => patterns.some((pattern) => pattern.test(words)))?.[0]
  if (meaning === NO_SERVER && isHostedPooler(context)) return PAUSED
  if (meaning || state !== '08P01' || context.stage !== 'signIn') return meaning ?? null
  const original = PASSED_ON.find(([pattern]) => pattern.test(words))?.[1]
  return original ? meaningOfState(original, words, context) : REFUSED
}

function isHostedPooler({ target }: ErrorContext): boolean {
  const endpoint = recognizeEndpoint(target.address)
  return endpoint?.isHosted === true && (isTransactionPooler(endpoint) || endpoint.kind === 'sessionPooler')
}
