'use client'

import { useState } from 'react'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { useShortcut } from '../keys/use-shortcut'
import { CAUSE_WORDS } from '../status/cause'
import { Button } from '../ui/button'
import { ClearFilters } from '../ui/clear-filters'
import { Count } from '../ui/count'
import { SearchField } from '../ui/search-field'
import { Segmented } from '../ui/segmented'
import { Select } from '../ui/select'
import { isFiltered, NO_FILTERS, type OverviewState, type SetOverviewState } from './overview-state'
import { SeverityChips } from './severity-chips'

interface FilterBarProps {
  readonly answer: GridAnswer
  readonly state: OverviewState
  readonly onChange: SetOverviewState
}

const STATUSES = [
  { value: 'different', label: 'Changed' },
  { value: 'missing', label: 'Missing' },
  { value: 'extra', label: 'Only here' },
  { value: 'unknown', label: 'Unknown' },
] as const

const SHOWN = [
  { value: 'differences', label: 'Differences' },
  { value: 'everything', label: 'Everything' },
] as const

/** What is compared with what, and what narrows the list; all of it is in the address. */
export function FilterBar({ answer, state, onChange }: FilterBarProps) {
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('showAll', () => onChange({ show: state.show === 'everything' ? 'differences' : 'everything' }))
  const kinds = answer.kinds
    .filter(({ rows, name, objects }) =>
      state.show === 'everything'
        ? objects.some((count) => (count ?? 0) > 0)
        : rows > 0 || name === state.kind,
    )
    .map(({ name, label, rows }) => ({
      value: name,
      label: rows > 0 ? `${label.many} (${rows})` : label.many,
    }))
  const only =
    <Name extends keyof typeof NO_FILTERS>(name: Name) =>
    (value: string | null) =>
      onChange({ [name]: value || null } as Partial<OverviewState>)
  const all =
    answer.show === 'everything'
      ? (['object', 'objects'] as const)
      : (['differing object', 'differing objects'] as const)
  return (
    <search className="mb-4 block space-y-3 print:hidden">
      <div className="flex flex-wrap items-end gap-3">
        <SearchField value={state.text} onChange={only('text')} placeholder="Name of an object" />
        <Segmented label="Show" value={state.show} choices={SHOWN} onChange={(show) => onChange({ show })} />
        <Button className="md:hidden" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          Filters
        </Button>
        <div className={`flex flex-wrap items-end gap-3 ${isOpen ? '' : 'max-md:hidden'}`}>
          <Select
            label="Compare with"
            value={answer.reference}
            choices={answer.environments.map(({ name }) => ({ value: name, label: name }))}
            onChange={(name) => onChange({ reference: name === answer.configuredReference ? null : name })}
          />
          {answer.replays.length > 0 && (
            <Select
              label="After a deploy to"
              name="forecast"
              isDisabled={answer.deploys.length === 0}
              value={state.forecast}
              choices={answer.deploys.map(({ environment, migrations }) => ({
                value: environment,
                label: `${environment} (${migrations} pending)`,
              }))}
              none="Now"
              onChange={(forecast) => onChange({ forecast })}
            />
          )}
          <Select
            label="Kind"
            value={state.kind || null}
            choices={kinds}
            none="All"
            onChange={only('kind')}
          />
          <Select
            label="Schema"
            value={state.schema || null}
            choices={answer.schemas.map((schema) => ({ value: schema, label: schema }))}
            none="All"
            onChange={only('schema')}
          />
          <Select
            label="Status"
            value={state.status}
            choices={STATUSES}
            none="All"
            onChange={only('status')}
          />
          <Select
            label="Cause"
            value={state.cause || null}
            choices={answer.causes.map((cause) => ({ value: cause, label: CAUSE_WORDS[cause].word }))}
            none="All"
            onChange={only('cause')}
          />
        </div>
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <SeverityChips
          counts={answer.bySeverity}
          chosen={state.severity}
          onChoose={(severity) => onChange({ severity })}
        />
        {answer.replays.length > 0 && (
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={state.claims}
              onChange={(event) => onChange({ claims: event.target.checked })}
              className="size-4 accent-accent"
            />
            Also what each record claims
          </label>
        )}
        {isFiltered(state) && <ClearFilters look="quiet" onClear={() => onChange(NO_FILTERS)} />}
        <p className="ml-auto text-muted text-sm" aria-live="polite">
          <Count value={answer.matching} /> of <Count value={answer.total} of={all} />
        </p>
      </div>
    </search>
  )
}
