import type { DumpCheck } from '@/lib/dumps/dump-record'
import { Status } from '../status/status'
import { SafeText } from '../ui/safe-name'
import { CHECKS } from './dump-words'

const STATES = {
  passed: { status: 'inSync', label: 'Passed' },
  failed: { status: 'failed', label: 'Failed' },
  notDone: { status: 'unknown', label: 'Not done' },
} as const

/** What was checked about a dump, and what came of it. */
export function ChecksList({ checks }: { readonly checks: readonly DumpCheck[] }) {
  return (
    <ul className="space-y-2">
      {checks.map(({ name, state, message }) => (
        <li key={`${name} ${message}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="flex w-28">
            <Status {...STATES[state]} />
          </span>
          <span className="w-44 font-medium">{CHECKS[name]}</span>
          <span className="wrap-anywhere max-w-[80ch] text-muted">
            <SafeText text={message} />
          </span>
        </li>
      ))}
    </ul>
  )
}
