import { AppError } from '../objects/app-error'
import { describeEndpoint, recognizeEndpoint } from '../supabase/endpoints'
import { roundTripMs } from './access-facts'
import { connect, type FinishedStage } from './connect'
import type { Connection } from './connection'
import type { ConnectionTarget } from './connection-address'
import {
  type DoctorStep,
  describeAddressStep,
  describeEncryption,
  describeName,
  describeRights,
  describeRoute,
  describeSignIn,
  describeVersion,
  failedStep,
  notReached,
  STEP_NAMES,
  type StepName,
} from './doctor-steps'
import { detectPoolerMode, type PoolerMode } from './pooler-mode'
import { type Rights, readRights } from './rights'

/** An environment as the doctor needs it. */
export interface Patient {
  readonly name: string
  /** Where its address comes from, for people. */
  readonly source: string
  readonly isProtected: boolean
  readonly connection:
    | { readonly state: 'ready'; readonly target: ConnectionTarget }
    | { readonly state: 'unusable'; readonly error: AppError }
}

/** What the doctor found; the list of steps is the explanation. */
export interface DoctorReport {
  readonly environment: string
  /** No step failed. */
  readonly isReachable: boolean
  /** Always the seven steps in their order. */
  readonly steps: readonly DoctorStep[]
  /** The way to the server, such as `session pooler`; null when there is no address. */
  readonly way: string | null
  readonly pooler: PoolerMode | null
  readonly server: { readonly version: string; readonly major: number } | null
  /** One round trip for a trivial query. */
  readonly latencyMs: number | null
  readonly rights: Rights | null
}

const DEADLINE_MS = 20_000
const MOST_BYTES = 1 << 20

/**
 * Examines the way to a database in seven steps, from its address to its version, and stops at the first that fails.
 * It contacts the server even when that was out of reach a moment ago, once.
 * @throws AppError `E-CANCELLED` when aborted; every other failure is a failed step.
 */
export async function runDoctor(
  patient: Patient,
  { signal }: { signal?: AbortSignal } = {},
): Promise<DoctorReport> {
  const { connection } = patient
  const steps: DoctorStep[] = []
  const findings: Findings = { pooler: null, server: null, latencyMs: null, rights: null }
  try {
    if (connection.state === 'unusable') throw connection.error
    await examine({ patient, target: connection.target, steps, findings, signal })
  } catch (error) {
    if (!(error instanceof AppError) || signal?.aborted) throw error
    noteFailure(steps, error)
  }
  const endpoint = connection.state === 'ready' ? recognizeEndpoint(connection.target.address) : null
  return {
    environment: patient.name,
    isReachable: steps.every(({ state }) => state !== 'failed'),
    steps: [...steps, ...STEP_NAMES.slice(steps.length).map(notReached)],
    way: connection.state === 'ready' ? describeEndpoint(endpoint) : null,
    ...findings,
  }
}

/** What is known beyond the steps; filled as the examination goes on. */
type Findings = { -readonly [Key in 'pooler' | 'server' | 'latencyMs' | 'rights']: DoctorReport[Key] }

interface Examination {
  readonly patient: Patient
  readonly target: ConnectionTarget
  readonly steps: DoctorStep[]
  readonly findings: Findings
  readonly signal?: AbortSignal
}

async function examine({ patient, target, steps, findings, signal }: Examination): Promise<void> {
  steps.push({ name: 'Address', ...describeAddressStep(patient.source, target) })
  const options = { retries: 0, isUrgent: true, deadlineMs: DEADLINE_MS, totalBytes: MOST_BYTES, signal }
  const stages = new Map<FinishedStage['stage'], FinishedStage>()
  const onStage = (stage: FinishedStage) => {
    stages.set(stage.stage, stage)
    steps.push(...wayStep(target, stage, stages))
  }
  const connection = await connect(target, { ...options, onStage })
  try {
    findings.pooler = await detectPoolerMode(connection, options).catch(() => null)
    const ms = stages.get('signIn')?.ms
    steps.push({ name: 'Sign-in', ...describeSignIn(target, findings.pooler), ms })
    findings.rights = await readRights(connection)
    steps.push({ name: 'Rights', ...describeRights(findings.rights, patient.isProtected) })
    findings.latencyMs = await roundTripMs(connection)
    findings.server = serverOf(connection)
    steps.push({ name: 'Versions', ...describeVersion(findings.server) })
  } finally {
    await connection.close()
  }
}

/** The step that a stage of connecting stands for; signing in is described later, when more is known. */
function wayStep(
  target: ConnectionTarget,
  stage: FinishedStage,
  stages: ReadonlyMap<FinishedStage['stage'], FinishedStage>,
): DoctorStep[] {
  const { ms } = stage
  switch (stage.stage) {
    case 'resolve':
      return [{ name: 'Name', ...describeName(target, stage.ips), ms }]
    case 'reach':
      return [{ name: 'Route', ...describeRoute(target, stage.ip), ms }]
    case 'encrypt': {
      const reached = stages.get('reach')
      const ip = reached?.stage === 'reach' ? reached.ip : ''
      return [{ name: 'TLS', ...describeEncryption(target, ip, stage.encryption), ms }]
    }
    case 'signIn':
      return []
  }
}

/** Failures that belong to an earlier step than the one during which they came to light. */
const STEP_OF_CODE: readonly (readonly [RegExp, StepName])[] = [
  [/^E-TLS-/, 'TLS'],
  [/^E-NET-(PROTOCOL|CLOSED|ALLOWLIST)$/, 'Route'],
]

/** Puts a failure in the place of its step; what seemed well from there on says nothing any more. */
function noteFailure(steps: DoctorStep[], error: AppError): void {
  const earlier = STEP_OF_CODE.find(([pattern]) => pattern.test(error.code))?.[1]
  const index = earlier ? Math.min(steps.length, STEP_NAMES.indexOf(earlier)) : steps.length
  const name = STEP_NAMES[index] ?? 'Versions'
  steps.splice(index, steps.length, failedStep(name, error))
}

function serverOf({ serverVersion }: Connection): { version: string; major: number } {
  const [version = serverVersion] = serverVersion.split(' ')
  return { version, major: Number.parseInt(version, 10) || 0 }
}
