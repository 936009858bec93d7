import type { ReactNode } from 'react'

interface FactsProps {
  /** Names and values; those without a value are left out. */
  readonly facts: readonly (readonly [label: string, value: ReactNode])[]
}

/** Small facts about one thing, each under its name. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt className="text-muted text-xs">{label}</dt>
            <dd className="wrap-anywhere tabular-nums">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
