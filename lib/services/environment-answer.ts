import type { AppErrorShape } from '../objects/app-error'
import { isComplete } from '../objects/compare'
import type { BlindSpot, Diagnostic } from '../objects/diagnostic'
import { fingerprint, objectCount } from '../objects/snapshot'
import type { AccessFacts } from '../postgres/access-facts'
import { describeAddress } from '../postgres/connection-address'
import { describeEndpoint, recognizeEndpoint } from '../supabase/endpoints'
import type { Monitor } from './monitor'

/** One environment as the pages and the command line show it; nothing in it is secret. */
export interface EnvironmentAnswer {
  readonly name: string
  readonly isReference: boolean
  readonly isProtected: boolean
  /** `never`: not checked yet; `unreachable`: the last check failed. */
  readonly state: 'never' | 'read' | 'unreachable'
  readonly isChecking: boolean
  /** Host, port and database; null when the address cannot be used. */
  readonly address: string | null
  /** Where the address was found, such as `PROD_DATABASE_URL (.env.local:3)`. */
  readonly source: string
  /** How the address leads to the server, such as through which pooler; null for a plain one. */
  readonly route: string | null
  readonly serverVersion: string | null
  readonly objects: number | null
  readonly fingerprint: string | null
  /** When the shown state was last proven, and by the server's clock when it was read; ISO 8601. */
  readonly checkedAt: string | null
  readonly readAt: string | null
  readonly staleAfterMinutes: number
  readonly tookMs: number | null
  readonly wasUnchanged: boolean
  readonly error: AppErrorShape | null
  readonly failingSince: string | null
  /** Role, rights and latency as of the last read; null before the first, or where they could not be told. */
  readonly access: AccessFacts | null
  readonly historyError: AppErrorShape | null
  /** Whether all was read, at one moment: only then may anything be called in step. */
  readonly isComplete: boolean
  readonly blindSpots: readonly BlindSpot[]
  readonly diagnostics: readonly Diagnostic[]
}

export function answerEnvironment({ environment, reading }: Monitor): EnvironmentAnswer {
  const { snapshot, error, failingSince, access, historyError, checkedAt, isChecking, tookMs, wasUnchanged } =
    reading
  const { name, isReference, isProtected, staleAfterMinutes, source, connection } = environment
  const address = connection.state === 'ready' ? connection.target.address : null
  const endpoint = address ? recognizeEndpoint(address) : null
  return {
    name,
    isReference,
    isProtected,
    staleAfterMinutes,
    source,
    state: error ? 'unreachable' : snapshot ? 'read' : 'never',
    isChecking,
    address: address ? describeAddress(address) : null,
    route: endpoint ? describeEndpoint(endpoint) : null,
    serverVersion: snapshot?.server.version ?? null,
    objects: snapshot ? objectCount(snapshot) : null,
    fingerprint: snapshot ? fingerprint(snapshot) : null,
    checkedAt,
    readAt: snapshot?.readAt ?? null,
    tookMs,
    wasUnchanged,
    error,
    failingSince,
    access,
    historyError,
    isComplete: snapshot !== null && isComplete(snapshot),
    blindSpots: snapshot?.blindSpots ?? [],
    diagnostics: snapshot?.diagnostics ?? [],
  }
}
