'use client'

import { useMemo } from 'react'
import { CAUSES } from '@/lib/objects/difference'
import { SEVERITIES } from '@/lib/objects/kind'
import type { IndexRow } from '@/lib/services/comparison-index'
import { useShortcut } from '../keys/use-shortcut'
import { CAUSE_WORDS } from '../status/cause'
import { ClearFilters } from '../ui/clear-filters'
import { SearchField } from '../ui/search-field'
import { Select } from '../ui/select'
import { type CompareFilters, isFiltered, type SetCompareState, STATUS_WORDS } from './compare-state'
import { type Facet, tallyFacet } from './difference-filter'
import { type SideNames, statusInWords } from './status-words'

interface CompareFilterBarProps {
  readonly rows: readonly IndexRow[]
  readonly filters: CompareFilters
  readonly names: SideNames
  readonly showsEqual: boolean
  readonly onChange: SetCompareState
  readonly onClear: () => void
  readonly className: string
}

const NO_SCHEMA = 'No schema'
const FACETS = ['status', 'severity', 'kind', 'schema', 'cause'] as const

/** What narrows the list; each choice says how many differences it leaves. */
export function CompareFilterBar(props: CompareFilterBarProps) {
  const { rows, filters, names, showsEqual, onChange, onClear, className } = props
  useShortcut('showAll', () => onChange({ show: showsEqual ? 'differences' : 'everything' }))
  const kinds = useMemo(() => new Map(rows.map(({ kind }) => [kind.name, kind.many])), [rows])
  const schemas = useMemo(() => [...new Set(rows.map(({ schema }) => schema))], [rows])
  const tallies = useMemo(
    () => new Map(FACETS.map((facet) => [facet, tallyFacet(rows, filters, facet)])),
    [rows, filters],
  )
  const counted = <Value extends string>(
    facet: Facet,
    values: Iterable<Value>,
    labelOf: (value: Value) => string,
  ) =>
    [...values].flatMap((value) => {
      const left = tallies.get(facet)?.get(value) ?? 0
      return left > 0 ? [{ value, label: `${labelOf(value)} (${left})` }] : []
    })
  return (
    <search
      className={`mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap print:hidden ${className}`}
    >
      <SearchField
        className="col-span-2"
        value={filters.text}
        onChange={(text) => onChange({ text })}
        placeholder="Name of an object"
      />
      <Select
        none="All"
        label="Status"
        value={filters.status}
        choices={counted('status', STATUS_WORDS, (word) => statusInWords(STATUS_OF[word], names))}
        onChange={(status) => onChange({ status })}
      />
      <Select
        none="All"
        label="Severity"
        value={filters.severity}
        choices={counted('severity', SEVERITIES, capitalized)}
        onChange={(severity) => onChange({ severity })}
      />
      <Select
        none="All"
        label="Kind"
        value={filters.kind || null}
        choices={counted('kind', kinds.keys(), (name) => capitalized(kinds.get(name) ?? name))}
        onChange={(kind) => onChange({ kind })}
      />
      <Select
        none="All"
        label="Schema"
        value={filters.schema}
        choices={counted('schema', schemas, (schema) => schema || NO_SCHEMA)}
        onChange={(schema) => onChange({ schema })}
      />
      <Select
        none="All"
        label="Cause"
        value={filters.cause}
        choices={counted('cause', CAUSES, (cause) => CAUSE_WORDS[cause].word)}
        onChange={(cause) => onChange({ cause })}
      />
      <label className="flex h-8 items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={showsEqual}
          onChange={(event) => onChange({ show: event.target.checked ? 'everything' : 'differences' })}
          className="size-4 accent-accent"
        />
        Also what is in sync
      </label>
      {isFiltered(filters) && <ClearFilters look="quiet" onClear={onClear} />}
    </search>
  )
}

const STATUS_OF = {
  different: 'different',
  missing: 'sourceOnly',
  extra: 'targetOnly',
  unknown: 'unknown',
} as const

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
