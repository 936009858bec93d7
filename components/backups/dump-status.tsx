import type { DumpState, RestoreTest } from '@/lib/dumps/dump-record'
import { Status } from '../status/status'

const STATES = {
  queued: { status: 'pending', label: 'Waiting' },
  running: { status: 'running', label: 'Running' },
  verified: { status: 'inSync', label: 'Verified' },
  notVerified: { status: 'unknown', label: 'Finished, not verified' },
  failed: { status: 'failed', label: 'Failed' },
  interrupted: { status: 'failed', label: 'Interrupted' },
} as const satisfies Partial<Record<DumpState, unknown>>

/** How a dump stands: green only once it was read back and matched what the server said it holds. */
export function DumpStatus({ state }: { readonly state: DumpState }) {
  if (state === 'cancelled') return <span className="text-muted">Cancelled</span>
  return <Status {...STATES[state]} />
}

const TESTS = {
  passed: { status: 'inSync', label: 'Restored, equal' },
  partly: { status: 'unknown', label: 'Restored in part' },
  failed: { status: 'failed', label: 'Not equal' },
} as const

/** What a restore proved. */
export function RestoreTestStatus({ test }: { readonly test: Pick<RestoreTest, 'state' | 'error'> | null }) {
  if (!test) return <span className="text-muted">Not tested</span>
  return (
    <Status {...(test.error ? { status: 'failed', label: 'Could not be restored' } : TESTS[test.state])} />
  )
}
