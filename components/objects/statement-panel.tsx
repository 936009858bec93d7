'use client'

import type { ObjectAnswer } from '@/lib/services/object-answer'
import { DdlDiff } from '../code/ddl-diff'
import { CopyAction, useCopy } from '../compare/copy-action'
import { useShortcut } from '../keys/use-shortcut'
import { EmptyState } from '../states/empty-state'
import { variantLetter } from '../status/variant'
import { Button } from '../ui/button'
import { Panel } from '../ui/panel'
import type { ObjectState } from './object-state'

interface StatementPanelProps {
  readonly object: ObjectAnswer
  readonly state: ObjectState
}

/** The statements of two environments against each other, any two of them. */
export function StatementPanel({ object, state }: StatementPanelProps) {
  const { environments } = object
  const sideOf = (name: string | undefined) => environments.find(({ environment }) => environment === name)
  const [source, target] = [sideOf(state.source), sideOf(state.target)]
  const { copy } = useCopy({ label: `DDL of ${target?.environment}`, text: () => target?.ddl ?? '' })
  useShortcut('copyStatement', () => void copy(), Boolean(target?.ddl))
  useShortcut('swap', () => void state.swap())
  useShortcut('layout', () => void state.toggleView())
  useShortcut('nextColumn', () => step(1))
  useShortcut('previousColumn', () => step(-1))
  const step = (by: 1 | -1) => {
    const others = environments.map(({ environment }) => environment).filter((name) => name !== state.source)
    const next = others[others.indexOf(state.target ?? '') + by]
    if (next) void state.setTarget(next)
  }
  if (!source || !target) {
    return (
      <Panel title="Statement">
        <EmptyState title="There is nothing to compare with" />
      </Panel>
    )
  }
  return (
    <Panel
      title="Statement"
      actions={
        <span className="flex flex-wrap items-center gap-2">
          <SidePicker label="Compare" value={state.source} object={object} onChange={state.setSource} />
          <SidePicker label="with" value={state.target} object={object} onChange={state.setTarget} />
          <Button onClick={() => state.swap()}>Swap</Button>
          <Button onClick={() => state.toggleView()}>{state.view === 'split' ? 'Unified' : 'Split'}</Button>
        </span>
      }
    >
      <div className="mb-2 flex flex-wrap gap-2">
        {[source, target].map(
          ({ environment, ddl }) =>
            ddl !== null && (
              <CopyAction key={environment} label={`Copy DDL of ${environment}`} text={() => ddl} />
            ),
        )}
      </div>
      <DdlDiff
        source={{ name: source.environment, ddl: source.ddl }}
        target={{ name: target.environment, ddl: target.ddl }}
        view={state.view}
      />
    </Panel>
  )
}

interface SidePickerProps {
  readonly label: string
  readonly value: string | undefined
  readonly object: ObjectAnswer
  readonly onChange: (environment: string) => void
}

function SidePicker({ label, value, object, onChange }: SidePickerProps) {
  return (
    <label className="flex items-center gap-2 text-muted text-sm">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      >
        {object.environments.map(({ environment, variant }) => (
          <option key={environment} value={environment}>
            {environment}
            {variant !== null && ` · ${variantLetter(variant)}`}
          </option>
        ))}
      </select>
    </label>
  )
}
