'use client'

import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { useShortcut } from '../keys/use-shortcut'
import { CONTEXTS, type CompareState, type SetCompareState, VIEWS } from './compare-state'
import { CopyAction, useCopy } from './copy-action'
import type { SideNames } from './status-words'

interface ViewBarProps {
  readonly object: ComparedObjectAnswer
  readonly names: SideNames
  readonly state: CompareState
  readonly setState: SetCompareState
}

const VIEW_WORDS = { properties: 'Properties', split: 'DDL split', unified: 'DDL unified' } as const
const CONTEXT_WORDS = { '3': '3 lines', '10': '10 lines', all: 'all lines' } as const

/** Properties or statements, and how the statements are laid out. */
export function ViewBar({ object, names, state, setState }: ViewBarProps) {
  const { view, context, wrap } = state
  const isStatement = view !== 'properties'
  const copies = (['source', 'target'] as const).flatMap((side) => {
    const ddl = object[side]?.ddl
    return ddl === undefined ? [] : [{ label: `Copy DDL of ${names[side]}`, text: () => ddl }]
  })
  const { copy } = useCopy(copies[0] ?? { label: 'Copy DDL', text: () => '' })
  useShortcut('layout', () => setState({ view: view === 'split' ? 'unified' : 'split' }))
  useShortcut('properties', () => setState({ view: isStatement ? 'properties' : 'split' }))
  useShortcut('expand', () => setState({ context: context === 'all' ? '3' : 'all' }), isStatement)
  useShortcut('copyStatement', () => void copy(), copies.length > 0)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <fieldset className="framed inline-flex overflow-hidden rounded-md border border-strong">
        <legend className="sr-only">View</legend>
        {VIEWS.map((each) => (
          <label
            key={each}
            className="flex h-8 cursor-pointer items-center border-strong px-3 font-medium text-sm not-first-of-type:border-l has-checked:bg-accent has-checked:text-accent-fg has-focus-visible:outline-2 has-focus-visible:-outline-offset-4 has-focus-visible:outline-current"
          >
            <input
              type="radio"
              name="view"
              checked={view === each}
              onChange={() => setState({ view: each })}
              className="sr-only"
            />
            {VIEW_WORDS[each]}
          </label>
        ))}
      </fieldset>
      {isStatement && (
        <>
          <label className="flex items-center gap-2 text-muted text-sm">
            Context
            <select
              value={context}
              onChange={(event) =>
                setState({ context: CONTEXTS.find((each) => each === event.target.value) ?? null })
              }
              className="h-8 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
            >
              {CONTEXTS.map((each) => (
                <option key={each} value={each}>
                  {CONTEXT_WORDS[each]}
                </option>
              ))}
            </select>
          </label>
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={wrap}
              onChange={(event) => setState({ wrap: event.target.checked })}
              className="size-4 accent-accent"
            />
            Wrap lines
          </label>
        </>
      )}
      <span className="flex flex-wrap gap-2">
        {copies.map((each) => (
          <CopyAction key={each.label} {...each} />
        ))}
      </span>
    </div>
  )
}
