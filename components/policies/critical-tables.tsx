import Link from 'next/link'
import type { PoliciesAnswer, PolicyRowAnswer } from '@/lib/services/policies-answer'
import { SeverityBadge } from '../status/severity'
import { SafeName } from '../ui/safe-name'
import { Findings } from './findings'
import { policiesHref } from './policies-href'
import type { PolicyFilters } from './policies-state'

interface CriticalTablesProps {
  readonly answer: PoliciesAnswer
  readonly filters: PolicyFilters
}

/** Tables that are open or wider than the reference, before anything else and whatever the filters. */
export function CriticalTables({ answer, filters }: CriticalTablesProps) {
  const { critical, criticalTables, environments } = answer
  if (critical.length === 0) return null
  const more = criticalTables - critical.length
  return (
    <section
      aria-labelledby="look-first"
      className="framed mb-6 rounded-lg border border-missing border-l-4 p-4"
    >
      <h2 id="look-first" className="font-semibold text-lg">
        Look at these first
      </h2>
      <ul className="mt-2 space-y-3">
        {critical.map((row) => (
          <li key={row.id}>
            <span className="flex flex-wrap items-center gap-2">
              <SeverityBadge severity="critical" />
              <Link href={policiesHref(row.id, filters)} className="font-medium underline underline-offset-4">
                <SafeName name={row.schema} />.<SafeName name={row.name} />
              </Link>
            </span>
            <div className="mt-1">
              <Findings cells={criticalOnly(row)} environments={environments} length="brief" />
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-3 text-muted text-sm">And {more} more at the top of the list below.</p>}
    </section>
  )
}

/** Other findings of the same table are in the list. */
function criticalOnly({ cells }: PolicyRowAnswer): PolicyRowAnswer['cells'] {
  return cells.map((cell) =>
    cell.severity === 'critical' ? cell : { ...cell, open: [], sentences: [], reasons: [] },
  )
}
