import { isIP, isIPv6 } from 'node:net'
import { userInfo } from 'node:os'
import { domainToASCII } from 'node:url'
import { AppError } from '../objects/app-error'
import { catalogHint, type ErrorCode } from '../objects/error-catalog'
import { Secret } from '../objects/secret'
import { recognizeEndpoint } from '../supabase/endpoints'
import { isBlockedAddress } from './blocked-addresses'
import { type ConnectionAddress, type ConnectionTarget, describeAddress } from './connection-address'
import { readParameters } from './url-parameters'

const LONGEST_URL = 8192
const DEFAULT_PORT = 5432

/**
 * Reads a `postgres://` address with rules of our own, so that what is shown is what is contacted: one host, no
 * parameter that leads elsewhere. No message repeats any part of the text before its structure is certain.
 * @param subject what a message calls the address, such as the name of the variable that holds it.
 * @throws AppError with an `E-URL-…` code.
 */
export function parseConnectionUrl(text: string, subject: string): ConnectionAddress {
  const { authority, path, query } = splitUrl(text, subject)
  const at = authority.indexOf('@')
  const credentials = at < 0 ? '' : authority.slice(0, at)
  const colon = credentials.indexOf(':')
  const user = decode(colon < 0 ? credentials : credentials.slice(0, colon), subject) || systemUser(subject)
  const password = colon < 0 ? '' : decode(credentials.slice(colon + 1), subject)
  const { host, port } = parseHostPort(authority.slice(at + 1), subject)
  const parameters = readParameters(parseQuery(query, subject), subject)
  const endpoint = recognizeEndpoint({ host, port, user })
  return {
    ...parameters,
    host,
    port,
    user,
    database: parseDatabase(path, subject) || user,
    password: password === '' ? null : new Secret(password),
    sslMode: parameters.sslMode ?? (endpoint?.isHosted ? 'require' : 'prefer'),
  }
}

/**
 * A target for an address that was given directly and belongs to no configured environment.
 * @throws AppError as `parseConnectionUrl`.
 */
export function targetFromUrl(url: string, subject = 'The address'): ConnectionTarget {
  const address = parseConnectionUrl(url, subject)
  return { name: describeAddress(address), address, revision: '' }
}

/** Whether a text is meant as a Postgres address, rather than a name or a path. */
export function isConnectionUrl(text: string): boolean {
  return /^\s*["']?postgres(?:ql)?:\/\//i.test(text)
}

/** `${NAME}` anywhere, or `$NAME` as the whole: some programs expand them, and sent as they are they are a wrong password. */
const REFERENCE = /\$\{\w+[}:]|^\$\w+$/

function splitUrl(text: string, subject: string): { authority: string; path: string; query: string } {
  const url = text.trim()
  const scheme = /^postgres(?:ql)?:\/\//i.exec(url)
  if (!scheme || url.length > LONGEST_URL || REFERENCE.test(url)) throw formatError(url, subject)
  const rest = url.slice(scheme[0].length)
  const [, authority = '', path = '', query = ''] = /^([^/?#]*)(\/[^?#]*)?(\?[^#]*)?/.exec(rest) ?? []
  const stray =
    rest.length > authority.length + path.length + query.length ? '#' : strayAt(authority, path + query)
  if (stray) throw strayCharacter(subject, stray)
  return { authority, path: path.slice(1), query: query.slice(1) }
}

/** The character that must have been part of a password, judged by where an @ stands; null when all is well. */
function strayAt(authority: string, rest: string): string | null {
  if (rest.includes('@')) return authority.includes('@') ? '@' : (rest[0] ?? '@')
  return authority.indexOf('@') === authority.lastIndexOf('@') ? null : '@'
}

const CODES: Readonly<Record<string, string>> = { '@': '%40', '/': '%2F', '?': '%3F', '#': '%23', '%': '%25' }

function strayCharacter(subject: string, character: string): AppError {
  return urlError(
    'E-URL-ENCODING',
    `${subject} has an unencoded ${character}, probably in the password.`,
    `Write ${character} as ${CODES[character]} in the user name and password. ${catalogHint('E-URL-ENCODING')}`,
  )
}

function formatError(url: string, subject: string): AppError {
  const known: readonly (readonly [RegExp, string])[] = [
    [/^$/, 'It is empty.'],
    [/^["'`]/, 'It is wrapped in quotes: remove them.'],
    [
      REFERENCE,
      'It contains a reference to another variable, and Lockstep does not expand those: write it out.',
    ],
    [/^env\(/i, 'It is a reference such as env(NAME): set the variable to the address itself.'],
    [/^jdbc:/i, 'Remove the jdbc: in front.'],
    [/^prisma(\+postgres)?:/i, 'It is an address of Prisma’s proxy: use the direct database address.'],
    [/^postgres(ql)?\+\w+:/i, 'Remove the driver name after the plus sign: postgresql://…'],
    [/^(https?|wss?):/i, 'It is a web address: use the database connection string of the project.'],
    [
      /^(mysql|mariadb|mongodb(\+srv)?|sqlserver|sqlite|file|redis):/i,
      'It is the address of another kind of database.',
    ],
    [/\b(host|dbname|user)\s*=/i, 'It is written as key=value pairs: rewrite it as a URL.'],
  ]
  const reason = known.find(([pattern]) => pattern.test(url))?.[1]
  const form = catalogHint('E-URL-FORMAT')
  return urlError('E-URL-FORMAT', `${subject} is not a Postgres URL.`, reason ? `${reason} ${form}` : form)
}

function parseHostPort(text: string, subject: string): { host: string; port: number } {
  const [, bracketed, plain = '', portText] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? []
  const port = portText === undefined || portText === '' ? DEFAULT_PORT : Number(portText)
  if (!/^\d*$/.test(portText ?? '') || port < 1 || port > 65535)
    throw hostError(subject, hostReason(text, 'port'))
  return { host: parseHost(bracketed, plain, subject), port }
}

function parseHost(bracketed: string | undefined, plain: string, subject: string): string {
  const host = bracketed === undefined ? domainToASCII(plain).toLowerCase() : bracketed.toLowerCase()
  if (bracketed !== undefined && (!isIPv6(host) || host.includes('%')))
    throw hostError(subject, 'What stands in brackets is no IPv6 address.')
  if (bracketed === undefined && !/^[a-z0-9_]([a-z0-9._-]{0,251}[a-z0-9._])?$/.test(host)) {
    throw hostError(subject, hostReason(plain, 'host'))
  }
  if (isIP(host) !== 0 && isBlockedAddress(host)) throw blockedHost(subject, host)
  return host
}

/** Says what is wrong without repeating the text. */
function hostReason(text: string, part: 'host' | 'port'): string {
  if (text.includes(',')) return 'It lists several hosts: write one.'
  if (/^\/|^%2f/i.test(text)) return 'It names a socket folder: use 127.0.0.1 and the port instead.'
  if (text === '') return 'The host is missing: write 127.0.0.1 for a server on this machine.'
  if (part === 'port' && isIPv6(text)) return 'An IPv6 address must stand in [brackets].'
  return part === 'port'
    ? 'The port must be a number from 1 to 65535.'
    : 'The host name has characters no host name has.'
}

function hostError(subject: string, reason: string): AppError {
  return urlError('E-URL-HOST', `${subject} does not name one host and port.`, reason)
}

/** The refusal to contact a link-local or metadata address, found in the text or by resolving the name. */
export function blockedHost(subject: string, ip: string): AppError {
  const hint =
    ip === '0.0.0.0' || ip === '::'
      ? 'For a server on this machine use 127.0.0.1.'
      : catalogHint('E-URL-BLOCKED')
  return urlError('E-URL-BLOCKED', `${subject} leads to ${ip}, which Lockstep never contacts.`, hint)
}

function parseDatabase(path: string, subject: string): string {
  if (path.includes('/')) throw strayCharacter(subject, '/')
  return decode(path, subject)
}

function parseQuery(query: string, subject: string): [string, string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return [decode(name, subject), decode(value, subject)]
    })
}

/** Percent-decodes one part; control characters have no place in any of them. */
function decode(text: string, subject: string): string {
  if (/%(?![0-9a-f]{2})/i.test(text)) throw strayCharacter(subject, '%')
  let decoded: string
  try {
    decoded = decodeURIComponent(text)
  } catch {
    throw urlError('E-URL-ENCODING', `${subject} has percent codes that are not UTF-8.`)
  }
  if (/\p{Cc}/u.test(decoded)) throw urlError('E-URL-ENCODING', `${subject} contains a control character.`)
  return decoded
}

/** Without a user, as libpq does: the one of the operating system. */
function systemUser(subject: string): string {
  try {
    return userInfo().username
  } catch {
    throw urlError('E-URL-FORMAT', `${subject} names no user.`)
  }
}

function urlError(code: ErrorCode, message: string, hint = catalogHint(code)): AppError {
  return new AppError({ code, message, hint })
}
