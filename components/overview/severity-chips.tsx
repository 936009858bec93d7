'use client'

import { SEVERITIES, type Severity } from '@/lib/objects/kind'
import { SeverityBadge } from '../status/severity'
import { Count } from '../ui/count'

interface SeverityChipsProps {
  readonly counts: Readonly<Partial<Record<Severity, number>>>
  readonly chosen: Severity | null
  readonly onChoose: (severity: Severity | null) => void
}

/** How many objects differ at each severity; one of them can be chosen, and let go again. */
export function SeverityChips({ counts, chosen, onChoose }: SeverityChipsProps) {
  const shown = SEVERITIES.filter((severity) => counts[severity] || severity === chosen)
  if (shown.length === 0) return null
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Severity</legend>
      {shown.map((severity) => (
        <button
          key={severity}
          type="button"
          aria-pressed={severity === chosen}
          onClick={() => onChoose(severity === chosen ? null : severity)}
          className="framed flex h-7 items-center gap-2 rounded-full border border-border bg-raised px-2 text-sm hover:bg-surface aria-pressed:border-accent aria-pressed:outline-2 aria-pressed:outline-accent"
        >
          <SeverityBadge severity={severity} />
          <Count value={counts[severity] ?? 0} />
        </button>
      ))}
    </fieldset>
  )
}
