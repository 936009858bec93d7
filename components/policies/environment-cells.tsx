import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import type { TableCell } from '@/lib/services/policies-board'
import { ReferenceMark } from '../status/marks'
import { SafeName, SafeText } from '../ui/safe-name'
import { PolicyTableCell } from './policy-row'

interface EnvironmentCellsProps {
  readonly cells: readonly TableCell[]
  readonly environments: readonly EnvironmentAnswer[]
}

/** One box an environment: how its table stands to the reference's, or why that is not known. */
export function EnvironmentCells({ cells, environments }: EnvironmentCellsProps) {
  return (
    <ul aria-label="Environments" className="flex flex-wrap gap-3">
      {environments.map((environment, i) => (
        <li key={environment.name} className="framed rounded-lg border border-border bg-raised px-3 py-2">
          <span className="mb-1 flex items-center gap-2 font-medium">
            <SafeName name={environment.name} />
            {environment.isReference && <ReferenceMark />}
          </span>
          <PolicyTableCell cell={cells[i]} environment={environment} />
          {cells[i]?.state === 'unknown' && environment.error && (
            <span className="mt-1 block max-w-60 text-muted text-xs">
              <SafeText text={environment.error.message} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
