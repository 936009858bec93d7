'use client'

import type { OriginAnswer } from '@/lib/services/origins'
import { Button } from '../ui/button'
import { Select } from '../ui/select'
import type { Pair } from './last-pair'

interface PairPickerProps {
  readonly origins: readonly OriginAnswer[]
  readonly pair: Pair
  readonly onChange: (pair: Pair) => void
}

const GROUPS = {
  environment: 'Environments',
  migrations: 'Migrations, replayed',
  dump: 'Dumps',
  snapshot: 'Saved snapshots',
} as const

/** The choices come later than the page; what stands around them keeps its place. */
const FIELD = 'min-w-0 sm:w-44'

/** Chooses which two to compare; choosing the one of the other side swaps them. */
export function PairPicker({ origins, pair: { source, target }, onChange }: PairPickerProps) {
  const choices = origins.map(({ id, name, sort, isReference }) => ({
    value: id,
    label: isReference ? `◆ ${name}` : name,
    group: GROUPS[sort],
  }))
  const swap = () => onChange({ source: target, target: source })
  return (
    <div className="flex flex-wrap items-end gap-2 print:hidden">
      <div className={FIELD}>
        <Select
          label="Trusted"
          name="trusted"
          value={source}
          choices={choices}
          onChange={(id) => id !== null && (id === target ? swap() : onChange({ source: id, target }))}
        />
      </div>
      <Button name="swap" onClick={swap} title="Swap the sides (x)">
        <span aria-hidden="true">⇄</span>
        <span className="sr-only">Swap the sides</span>
      </Button>
      <div className={FIELD}>
        <Select
          label="Measured against it"
          name="measured"
          value={target}
          choices={choices}
          onChange={(id) => id !== null && (id === source ? swap() : onChange({ source, target: id }))}
        />
      </div>
    </div>
  )
}
