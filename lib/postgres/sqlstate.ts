import type { ErrorContext, Meaning } from './postgres-error'

const nameOf = ({ target }: ErrorContext) => target.name
const userOf = ({ target }: ErrorContext) => target.address.user

const LOST: Meaning = {
  code: 'E-NET-LOST',
  errorClass: 'retryConnect',
  message: (context) => `The connection to ${nameOf(context)} was lost`,
}

const DAMAGED: Meaning = {
  code: 'E-PG-CORRUPT',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} reports damaged data`,
}

const ENDED: Meaning = {
  code: 'E-PG-SHUTDOWN',
  errorClass: 'retryConnect',
  message: (context) => `${nameOf(context)} ended the connection`,
}

const CONFLICT: Meaning = {
  code: 'E-PG-CONFLICT',
  errorClass: 'retryTransaction',
  message: (context) => `${nameOf(context)} rolled back a transaction that got in the way of another`,
}

const STANDBY_CONFLICT: Meaning = {
  code: 'E-PG-CONFLICT',
  errorClass: 'retryTransaction',
  message: (context) =>
    `${nameOf(context)} is a standby and ended the read, because changes of its primary could not wait`,
  hint: () =>
    'Try again when the primary is quieter, or compare with the primary itself. ' +
    'max_standby_streaming_delay and hot_standby_feedback say how long a standby lets reads go on.',
}

const TOO_SLOW: Meaning = {
  code: 'E-TIMEOUT',
  errorClass: 'busy',
  message: (context) => `${nameOf(context)} took longer than allowed`,
}

const NO_DATABASE: Meaning = {
  code: 'E-PG-DATABASE',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} has no database ${context.target.address.database}`,
}

const NO_TEXT: Meaning = {
  code: 'E-PG-ENCODING',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} holds bytes that are no text where text was asked for`,
}

/** The meaning of a single SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const STATES: ReadonlyMap<string, Meaning> = new Map([
  ['08000', LOST],
  ['08001', LOST],
  ['08003', LOST],
  ['08004', LOST],
  ['08006', LOST],
  ['57P05', LOST],
  [
    '08007',
    {
      code: 'E-PG-OUTCOME',
      errorClass: 'unknownOutcome',
      message: (context) => `It is not known whether ${nameOf(context)} made the change`,
    },
  ],
  [
    '25006',
    {
      code: 'E-PG-READONLY',
      errorClass: 'needsYou',
      message: (context) => `${nameOf(context)} does not accept changes`,
    },
  ],
  ['25P03', TOO_SLOW],
  ['25P04', TOO_SLOW],
  ['57014', TOO_SLOW],
  [
    '28P01',
    {
      code: 'E-AUTH-PASS',
      errorClass: 'needsYou',
      message: (context) => `${nameOf(context)} rejected the password for ${userOf(context)}`,
    },
  ],
  [
    '28000',
    {
      code: 'E-AUTH-REFUSED',
      errorClass: 'needsYou',
      message: (context) => `${nameOf(context)} does not let ${userOf(context)} in from here`,
    },
  ],
  ['3D000', NO_DATABASE],
  ['57P04', NO_DATABASE],
  ['40001', CONFLICT],
  ['40P01', CONFLICT],
  [
    '42501',
    {
      code: 'E-AUTH-PERM',
      errorClass: 'needsYou',
      message: (context) => `${userOf(context)} may not read something in ${nameOf(context)}`,
    },
  ],
  [
    '53100',
    {
      code: 'E-PG-DISK',
      errorClass: 'needsYou',
      message: (context) => `The disk of ${nameOf(context)} is full`,
    },
  ],
  [
    '53200',
    {
      code: 'E-PG-MEMORY',
      errorClass: 'needsYou',
      message: (context) => `${nameOf(context)} ran out of memory or lock space`,
    },
  ],
  [
    '53300',
    {
      code: 'E-PG-LIMIT',
      errorClass: 'retryConnect',
      message: (context) => `${nameOf(context)} has no free connection`,
    },
  ],
  [
    '55P03',
    {
      code: 'E-PG-BUSY',
      errorClass: 'busy',
      message: (context) => `Something in ${nameOf(context)} is locked by another session`,
    },
  ],
  ['57P01', ENDED],
  ['57P02', ENDED],
  [
    '57P03',
    {
      code: 'E-PG-STARTING',
      errorClass: 'retryConnect',
      message: (context) => `${nameOf(context)} is not ready yet`,
    },
  ],
  [
    '26000',
    {
      code: 'E-POOL-MODE',
      errorClass: 'needsYou',
      message: (context) => `${nameOf(context)} is reached through a transaction pooler`,
    },
  ],
  ['22021', NO_TEXT],
  ['22P05', NO_TEXT],
  ['XX001', DAMAGED],
  ['XX002', DAMAGED],
])

const CANCELLED: Meaning = {
  code: 'E-PG-CANCELLED',
  errorClass: 'busy',
  message: (context) => `Someone cancelled the query in ${nameOf(context)}`,
}

const CHANGED: Meaning = {
  code: 'E-PG-CHANGED',
  errorClass: 'retryTransaction',
  message: (context) => `The schema of ${nameOf(context)} changed while it was being read`,
}

const REFUSED_QUERY: Meaning = {
  code: 'E-PG-QUERY',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} refused a query`,
}

/** The method the server's rules name for this user, where the refusal tells it. */
export const OTHER_METHOD: Meaning = {
  code: 'E-AUTH-METHOD',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} asks for a sign-in method Lockstep does not have`,
}

const NO_RIGHT_TO_CONNECT: Meaning = {
  code: 'E-AUTH-REFUSED',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} does not let ${userOf(context)} in`,
  hint: () => 'The role may sign in, but not to this database: it needs the privilege CONNECT on it.',
}

const CLOSED_DATABASE: Meaning = {
  code: 'E-AUTH-REFUSED',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} does not let ${userOf(context)} in`,
  hint: () =>
    'The database lets nobody in, as a template does (ALLOW_CONNECTIONS). Check the database in the address.',
}

const REFUSED_SIGN_IN: Meaning = {
  code: 'E-AUTH-REFUSED',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} does not let ${userOf(context)} in`,
}

const NEEDS_TLS: Meaning = {
  code: 'E-TLS-REQUIRED',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} accepts only encrypted connections`,
}

/** What a server's error means, from its code; its words only tell apart what shares a code. */
export function meaningOfState(state: string, words: string, context: ErrorContext): Meaning {
  if (state === '28000' && needsEncryption(words, context)) return NEEDS_TLS
  if (state === '28000' && /^(Ident|Peer) authentication failed|valid client certificate/.test(words))
    return OTHER_METHOD
  if (state === '40001' && words.includes('conflict with recovery')) return STANDBY_CONFLICT
  if (state === '57014' && words.includes('user request')) return CANCELLED
  if (state === 'XX000' && /cache lookup failed|could not open relation/.test(words)) return CHANGED
  if (context.stage === 'signIn' && state === '42501') return NO_RIGHT_TO_CONNECT
  if (context.stage === 'signIn' && state === '55000') return CLOSED_DATABASE
  if (context.stage === 'signIn' && /^(55P03|0A000|42704)$/.test(state)) return REFUSED_SIGN_IN
  return STATES.get(state) ?? REFUSED_QUERY
}

/**
 * The refusal of an unencrypted connection by pg_hba.conf, in the words of 14 and newer and of older servers. Unless
 * the address forbids TLS, the server was asked for it and has none, so that TLS cannot be what it misses.
 */
function needsEncryption(words: string, { target }: ErrorContext): boolean {
  return target.address.sslMode === 'disable' && /no encryption|SSL off/.test(words)
}
