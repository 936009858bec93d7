'use client'

import type { ObjectAnswer } from '@/lib/services/object-answer'
import { DdlDiff } from '../code/ddl-diff'
import { useShortcut } from '../keys/use-shortcut'
import { EmptyState } from '../states/empty-state'
import { variantLetter } from '../status/variant'
import { Button } from '../ui/button'
import { CopyAction, useCopy } from '../ui/copy-action'
import { Panel } from '../ui/panel'
import { Segmented } from '../ui/segmented'
import { Select } from '../ui/select'
import type { ObjectState } from './object-state'

interface ObjectStatementsProps {
  readonly object: ObjectAnswer
  readonly state: ObjectState
}

const LAYOUTS = [
  { value: 'split', label: 'Split' },
  { value: 'unified', label: 'Unified' },
] as const

/** The statements of two environments against each other, any two of them. */
export function ObjectStatements({ object, state }: ObjectStatementsProps) {
  const { environments } = object
  const sideOf = (name: string | undefined) => environments.find(({ environment }) => environment === name)
  const [source, target] = [sideOf(state.source), sideOf(state.target)]
  const { copy } = useCopy({ subject: `DDL of ${target?.environment}`, text: () => target?.ddl ?? '' })
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
  const sides = environments.map(({ environment, variant }) => ({
    value: environment,
    label: variant === null ? environment : `${environment} · ${variantLetter(variant)}`,
  }))
  return (
    <Panel
      title="Statement"
      actions={
        <span className="flex flex-wrap items-center gap-2">
          <Select
            label="Compare"
            layout="beside"
            value={source.environment}
            choices={sides}
            onChange={(name) => name !== null && void state.setSource(name)}
          />
          <Select
            label="with"
            layout="beside"
            value={target.environment}
            choices={sides}
            onChange={(name) => name !== null && void state.setTarget(name)}
          />
          <Button onClick={() => state.swap()}>Swap</Button>
          <Segmented
            label="Layout"
            value={state.view}
            choices={LAYOUTS}
            onChange={() => void state.toggleView()}
          />
        </span>
      }
    >
      <div className="mb-2 flex flex-wrap gap-2">
        {[source, target].map(
          ({ environment, ddl }) =>
            ddl !== null && (
              <CopyAction
                key={environment}
                label={`Copy DDL of ${environment}`}
                subject={`DDL of ${environment}`}
                text={() => ddl}
              />
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
