import type { Secret } from '../objects/secret'
import { recognizeEndpoint } from '../supabase/endpoints'

/** How TLS is used, with the meaning the words have in libpq. `allow` and pg's `no-verify` are read as near kin. */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

/** One server and database, and how to sign in. Made by `parseConnectionUrl` only. */
export interface ConnectionAddress {
  /** Lower-case name in ASCII, or an IP address without brackets. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password: Secret | null
  readonly sslMode: SslMode
  /** File with CA certificates, `system` for those of Node, null when not given. */
  readonly sslRootCert: string | null
  /** Sign in only if the server proves that the TLS connection ends at itself (`channel_binding=require`). */
  readonly requiresChannelBinding: boolean
  readonly connectTimeoutMs: number
  /** Names of known parameters that mean something to other programs and nothing to us. */
  readonly ignoredParameters: readonly string[]
}

/** An address under the name people know it by; what every message about it begins with. */
export interface ConnectionTarget {
  /** Name of the environment, or the address without secrets where there is none. */
  readonly name: string
  readonly address: ConnectionAddress
  /**
   * Changes whenever the configuration behind the target was changed or saved again. A password that was refused
   * is tried again only under another revision.
   */
  readonly revision: string
}

/**
 * `db.example.com:5432/postgres`: where an address leads, without user and password. Behind a pooler of Supabase that
 * is not told by host and database but by the project, so it is named too.
 */
export function describeAddress(address: ConnectionAddress): string {
  const { host, port, database } = address
  const place = `${describeHost(host)}:${port}/${database}`
  const project = recognizeEndpoint(address)?.projectRef
  return !project || host.includes(project) ? place : `${place} of ${project}`
}

/** `prod (db.example.com:5432/postgres)`. */
export function describeTarget({ name, address }: ConnectionTarget): string {
  const place = describeAddress(address)
  return name === place ? place : `${name} (${place})`
}

/** `db.example.com:5432` or `[::1]:5432`. */
export function describeHostPort({ host, port }: ConnectionAddress): string {
  return `${describeHost(host)}:${port}`
}

/** Whether both lead to the same database in the same way, with the same password. */
export function isSameAddress(a: ConnectionAddress, b: ConnectionAddress): boolean {
  // A secret has the same text as any other there.
  return JSON.stringify(a) === JSON.stringify(b) && a.password?.reveal() === b.password?.reveal()
}

function describeHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
