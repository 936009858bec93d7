import type { StandingState } from '@/lib/migrations/standing'
import { STATE_WORDS } from '@/lib/migrations/state-words'
import { Status } from '../status/status'
import type { StatusName } from '../status/statuses'
import { SafeText } from '../ui/safe-name'

/** The shape of each state; null where there is nothing to see to. */
const SHAPES: Readonly<Record<StandingState, StatusName | null>> = {
  applied: 'inSync',
  pending: 'pending',
  outOfOrder: 'pending',
  edited: 'changed',
  missingFile: 'onlyHere',
  otherVersion: 'changed',
  failed: 'failed',
  partial: 'failed',
  running: 'running',
  rolledBack: 'missing',
  baseline: 'inSync',
  skipped: 'expected',
  notRecordedByTool: null,
  absent: null,
  noRecord: null,
  unknown: 'unknown',
}

interface StandingStatusProps {
  readonly state: StandingState
  readonly environment: string
  /** What the record calls the migration, where that is not what its file is called. */
  readonly recordedAs?: string
}

/** How a migration stands in an environment: shape, word and colour. */
export function StandingStatus({ state, environment, recordedAs }: StandingStatusProps) {
  const { word, meaning } = STATE_WORDS[state]
  const shape = SHAPES[state]
  return (
    <span title={`In ${environment}: ${meaning}.`} className="inline-flex flex-wrap items-center gap-x-1.5">
      {shape ? (
        <Status status={shape} label={word} description={` in ${environment}`} />
      ) : (
        <span className="text-muted">{word}</span>
      )}
      {recordedAs && (
        <span className="text-muted text-xs">
          as <SafeText text={recordedAs} />
        </span>
      )}
    </span>
  )
}
