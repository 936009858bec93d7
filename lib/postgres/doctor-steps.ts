import { isIP, isIPv6 } from 'node:net'
import type { AppError } from '../objects/app-error'
import { catalogHint } from '../objects/error-catalog'
import { isLoopbackAddress } from './blocked-addresses'
import { type ConnectionTarget, describeHostPort } from './connection-address'
import type { Encryption } from './encrypt'
import type { PoolerMode } from './pooler-mode'
import type { Rights } from './rights'

export type StepState = 'ok' | 'warning' | 'failed' | 'notReached'

/** One of the seven steps of the connection doctor. */
export interface DoctorStep {
  readonly name: StepName
  readonly state: StepState
  /** One sentence without its full stop. */
  readonly text: string
  /** Code of the error or warning. */
  readonly code?: string
  /** What to do about it. */
  readonly fix?: string
  /** The other side's own words, cleaned. */
  readonly detail?: string
  readonly ms?: number
}

/** The steps in their order. */
export const STEP_NAMES = ['Address', 'Name', 'Route', 'TLS', 'Sign-in', 'Rights', 'Versions'] as const
export type StepName = (typeof STEP_NAMES)[number]

/** Majors that are tested; others may work. */
const SUPPORTED_MAJORS = { oldest: 14, newest: 18 }

type Found = Omit<DoctorStep, 'name' | 'ms'>

export function failedStep(name: StepName, { code, message, hint, detail }: AppError): DoctorStep {
  const step = { name, state: 'failed', text: message.replace(/\.$/, ''), code, fix: hint } as const
  return detail === undefined ? step : { ...step, detail }
}

export function notReached(name: StepName): DoctorStep {
  return { name, state: 'notReached', text: 'not reached' }
}

export function describeAddressStep(source: string, { address }: ConnectionTarget): Found {
  const secret = address.password ? 'password hidden' : 'no password in it'
  return {
    state: 'ok',
    text: `Address read from ${source}, ${secret}: ${address.user} at ${describeHostPort(address)}`,
  }
}

export function describeName({ address }: ConnectionTarget, ips: readonly string[]): Found {
  if (isIP(address.host)) return { state: 'ok', text: `The address is an IP address, ${address.host}` }
  const only = ips.every(isIPv6) ? ' (IPv6 only, no IPv4 record)' : ''
  return { state: 'ok', text: `${address.host} resolves to ${ips.slice(0, 4).join(', ')}${only}` }
}

export function describeRoute({ address }: ConnectionTarget, ip: string): Found {
  return { state: 'ok', text: `${ip} answers on port ${address.port}` }
}

export function describeEncryption(
  { address }: ConnectionTarget,
  ip: string,
  encryption: Encryption | null,
): Found {
  if (encryption?.verified === 'host') {
    return { state: 'ok', text: `Encrypted with ${encryption.protocol}, the server’s name is verified` }
  }
  if (encryption?.verified === 'authority') {
    return {
      state: 'ok',
      text: `Encrypted with ${encryption.protocol}, the certificate’s authority is verified`,
    }
  }
  if (encryption) {
    const text = `Encrypted with ${encryption.protocol}, but who answers is not verified (sslmode=${address.sslMode})`
    return { state: 'ok', text }
  }
  if (isLoopbackAddress(ip)) return { state: 'ok', text: 'Not encrypted, which is fine on this machine' }
  const fix = 'Turn on TLS at the server and use sslmode=require, or better verify-full.'
  return { state: 'warning', text: 'Not encrypted: others on the network can read along', fix }
}

export function describeSignIn({ address }: ConnectionTarget, pooler: PoolerMode | null): Found {
  const text = `Signed in as ${address.user}`
  if (pooler === 'none' || pooler === null) return { state: 'ok', text }
  if (pooler === 'session') return { state: 'ok', text: `${text}, through a pooler in session mode` }
  const fix = `Comparing works. For dumps: ${catalogHint('E-POOL-MODE')}`
  return { state: 'warning', text: `${text}, through a pooler in transaction mode`, code: 'E-POOL-MODE', fix }
}

const LEVELS: Record<Rights['level'], string> = {
  superuser: 'is superuser',
  owner: 'owns objects here, so it could change them',
  writer: 'could change data or make objects',
  readOnly: 'can only read',
}

/** A role that could do harm is a warning where that matters, on protected environments. */
export function describeRights(rights: Rights, isProtected: boolean): Found {
  const hidden = rights.hidden.length > 0 ? `; not visible to it: ${rights.hidden.join(', ')}` : ''
  const text = `${rights.role} ${LEVELS[rights.level]}${rights.isStandby ? ' (a standby)' : ''}${hidden}`
  if (rights.level === 'readOnly' || !isProtected) return { state: 'ok', text }
  const fix =
    'Lockstep only reads, but a read-only role is safer: ' +
    "create role lockstep login password '…' in role pg_read_all_data"
  return { state: 'warning', text, fix }
}

export function describeVersion({ version, major }: { version: string; major: number }): Found {
  const text = `PostgreSQL ${version}`
  const { oldest, newest } = SUPPORTED_MAJORS
  if (major >= oldest && major <= newest) return { state: 'ok', text }
  const problem = major < oldest ? 'older' : 'newer'
  const fix = `Lockstep is tested with ${oldest} to ${newest}; some kinds of object may be read incompletely.`
  return { state: 'warning', text: `${text} is ${problem} than what Lockstep is tested with`, fix }
}
