'use client'

import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { useShortcut } from '../keys/use-shortcut'
import { CopyAction, useCopy } from '../ui/copy-action'
import { Segmented } from '../ui/segmented'
import { Select } from '../ui/select'
import { CONTEXTS, type CompareState, type SetCompareState, VIEWS } from './compare-state'
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
    return ddl === undefined ? [] : [{ subject: `DDL of ${names[side]}`, text: () => ddl }]
  })
  const { copy } = useCopy(copies[0] ?? { subject: 'DDL', text: () => '' })
  useShortcut('layout', () => setState({ view: view === 'split' ? 'unified' : 'split' }))
  useShortcut('properties', () => setState({ view: isStatement ? 'properties' : 'split' }))
  useShortcut('expand', () => setState({ context: context === 'all' ? '3' : 'all' }), isStatement)
  useShortcut('copyStatement', () => void copy(), copies.length > 0)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <Segmented
        label="View"
        value={view}
        choices={VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] }))}
        onChange={(value) => setState({ view: value })}
      />
      {isStatement && (
        <>
          <Select
            label="Context"
            layout="beside"
            value={context}
            choices={CONTEXTS.map((value) => ({ value, label: CONTEXT_WORDS[value] }))}
            onChange={(value) => setState({ context: value })}
          />
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
          <CopyAction key={each.subject} label={`Copy ${each.subject}`} {...each} />
        ))}
      </span>
    </div>
  )
}
