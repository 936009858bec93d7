'use client'

import type { IndexRow } from '@/lib/services/comparison-index'
import type { ComparisonAnswer } from '@/lib/services/read-comparison'
import { KeyCaps } from '../keys/key-caps'
import { ObjectName } from '../objects/object-name'
import { InStepState } from '../states/empty-state'
import { StateBox } from '../states/state-box'
import { SeverityBadge } from '../status/severity'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'
import { Coverage } from './coverage'
import type { Pair } from './last-pair'
import { ObjectLink } from './object-link'
import { PairLegend } from './pair-legend'
import { type SideNames, statusInWords } from './status-words'
import { comparisonVerdict } from './verdict'

interface ComparisonSummaryProps {
  readonly answer: ComparisonAnswer
  readonly comparison: NonNullable<ComparisonAnswer['comparison']>
  readonly rows: readonly IndexRow[]
  readonly names: SideNames
  readonly pair: Pair
  readonly showsEqual: boolean
  readonly onChoose: (id: string) => void
  readonly onShowEqual: (isWanted: boolean) => void
}

/** What to look at first while no object is chosen, or that there is nothing to look at. */
export function ComparisonSummary(props: ComparisonSummaryProps) {
  const { answer, comparison, rows, names, showsEqual, onShowEqual } = props
  const { source, target } = answer
  const { equal } = comparison.counts
  const showEqual = equal > 0 && (
    <Button onClick={() => onShowEqual(!showsEqual)}>
      {showsEqual ? 'Hide' : 'Show'}{' '}
      <Count value={equal} of={['object that is the same', 'objects that are the same']} />
    </Button>
  )
  return (
    <div className="space-y-4">
      {comparison.identical && (
        <InStepState
          title={
            <>
              <SafeName name={names.target} /> matches <SafeName name={names.source} />
            </>
          }
          actions={showEqual}
        >
          <p>
            Both were read whole: <Count value={equal} of={['object', 'objects']} />, no difference.
          </p>
        </InStepState>
      )}
      {!comparison.identical && rows.length === 0 && (
        <StateBox
          tone="unknown"
          title="No difference was found, but not everything could be compared"
          actions={showEqual}
        >
          <p>{comparisonVerdict(answer, names)}</p>
        </StateBox>
      )}
      {rows.length > 0 && <LookFirst {...props} />}
      <Coverage origins={[source, target]} />
      {comparison.diagnostics
        .filter(({ side }) => side === 'both')
        .map(({ message }) => (
          <p key={message} className="text-muted text-sm">
            <SafeText text={message} />
          </p>
        ))}
      {rows.length > 0 && showEqual}
    </div>
  )
}

const MOST_FIRST = 8

function LookFirst({ rows, names, pair, onChoose }: ComparisonSummaryProps) {
  const serious = rows.filter(({ severity }) => severity === 'critical' || severity === 'high')
  const critical = serious.filter(({ severity }) => severity === 'critical')
  const first = [...critical, ...serious.filter((row) => !critical.includes(row))].slice(0, MOST_FIRST)
  return (
    <Panel title={first.length > 0 ? 'Look at these first' : 'Choose an object'}>
      {first.length > 0 && (
        <ul className="mb-4 space-y-3">
          {first.map((row) => (
            <li key={row.id}>
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <SeverityBadge severity={row.severity} />
                <span className="text-muted">{row.kind.one}</span>
                <ObjectLink id={row.id} pair={pair} onChoose={onChoose}>
                  <ObjectName
                    kind={row.kind.name}
                    address={row.address}
                    attachedParts={row.kind.attachedParts}
                  />
                </ObjectLink>
                <span className="text-muted text-sm">{statusInWords(row.status, names)}</span>
              </span>
              {row.meaning && (
                <span className="mt-1 block max-w-[72ch]">
                  <SafeText text={row.meaning} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="mb-4 text-muted">
        The list holds all of them. <KeyCaps keys="n" /> and <KeyCaps keys="p" /> go from one to the next.
      </p>
      <PairLegend names={names} />
    </Panel>
  )
}
