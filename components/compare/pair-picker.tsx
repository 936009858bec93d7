'use client'

import type { OriginAnswer } from '@/lib/services/origins'
import { Button } from '../ui/button'
import type { Pair } from './last-pair'

interface PairPickerProps {
  readonly origins: readonly OriginAnswer[]
  readonly pair: Pair
  readonly onChange: (pair: Pair) => void
}

/** Chooses which two to compare; choosing the one of the other side swaps them. */
export function PairPicker({ origins, pair: { source, target }, onChange }: PairPickerProps) {
  const swap = () => onChange({ source: target, target: source })
  return (
    <div className="flex flex-wrap items-end gap-2 print:hidden">
      <OriginChoice
        label="Trusted"
        value={source}
        origins={origins}
        onChange={(id) => (id === target ? swap() : onChange({ source: id, target }))}
      />
      <Button onClick={swap} title="Swap the sides (x)">
        <span aria-hidden="true">⇄</span>
        <span className="sr-only">Swap the sides</span>
      </Button>
      <OriginChoice
        label="Measured against it"
        value={target}
        origins={origins}
        onChange={(id) => (id === source ? swap() : onChange({ source, target: id }))}
      />
    </div>
  )
}

interface OriginChoiceProps {
  readonly label: string
  readonly value: string
  readonly origins: readonly OriginAnswer[]
  readonly onChange: (id: string) => void
}

const GROUPS = [
  { sort: 'environment', label: 'Environments' },
  { sort: 'snapshot', label: 'Saved snapshots' },
] as const

function OriginChoice({ label, value, origins, onChange }: OriginChoiceProps) {
  const groups = GROUPS.map((group) => ({
    ...group,
    origins: origins.filter(({ sort }) => sort === group.sort),
  })).filter((group) => group.origins.length > 0)
  return (
    <label className="flex min-w-0 flex-col gap-1 text-muted text-xs">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 max-w-64 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      >
        {!origins.some(({ id }) => id === value) && <option value={value}>{value}</option>}
        {groups.map((group) => (
          <optgroup key={group.sort} label={group.label}>
            {group.origins.map(({ id, name, isReference }) => (
              <option key={id} value={id}>
                {isReference ? `◆ ${name}` : name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
