'use client'

import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { useShortcut } from '../keys/use-shortcut'
import { ObjectName } from '../objects/object-name'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { CopyLink } from '../ui/copy-link'
import { Count } from '../ui/count'
import type { Pair } from './last-pair'
import { ObjectLink } from './object-link'
import { type SideNames, STATUS_NAMES, statusInWords } from './status-words'
import type { Steps } from './use-comparison-keys'

export interface ComparedObjectHeaderProps {
  readonly object: ComparedObjectAnswer
  readonly names: SideNames
  readonly pair: Pair
  /** Where the object stands in the list, from 0; below 0 when the filters leave it out. */
  readonly place: { readonly at: number; readonly of: number }
  readonly steps: Steps
  /** Absent for what does not differ. */
  readonly viewed: { readonly isSet: boolean; readonly set: (isSet: boolean) => void } | undefined
  readonly onChoose: (id: string) => void
}

/** Which object this is and how it differs, and the way to the ones before and after. */
export function ComparedObjectHeader(props: ComparedObjectHeaderProps) {
  const { object, names, pair, place, steps, viewed, onChoose } = props
  useShortcut('viewed', () => viewed?.set(!viewed.isSet), viewed !== undefined)
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0">
        <h2 id="compared-object" className="wrap-anywhere font-semibold text-xl">
          <ObjectName kind={object.kind} address={object.address} attachedParts={object.attachedParts} />
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm">
          {object.status === 'notComparable' ? (
            <span>Cannot be compared</span>
          ) : (
            <Status
              status={STATUS_NAMES[object.status]}
              label={object.status === 'equal' ? 'In sync' : statusInWords(object.status, names)}
            />
          )}
          <span>{object.label}</span>
          {object.parent && (
            <span>
              of {object.parent.label}{' '}
              <ObjectLink id={object.parent.id} pair={pair} onChoose={onChoose}>
                <ObjectName
                  kind={object.parent.kind}
                  address={object.parent.address}
                  attachedParts={object.parent.attachedParts}
                />
              </ObjectLink>
            </span>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <span className="text-muted text-sm" aria-live="polite">
          {place.at < 0 ? (
            <>
              not among the <Count value={place.of} /> listed
            </>
          ) : (
            <>
              <Count value={place.at + 1} /> of <Count value={place.of} />
            </>
          )}
        </span>
        <Button onClick={steps.previous} disabled={!steps.previous} title="Previous difference (p)">
          <span aria-hidden="true">↑</span> Previous
        </Button>
        <Button onClick={steps.next} disabled={!steps.next} title="Next difference (n)">
          <span aria-hidden="true">↓</span> Next
        </Button>
        {viewed && (
          <label className="framed flex h-8 items-center gap-2 rounded-md border border-strong px-3 font-medium text-sm">
            <input
              type="checkbox"
              checked={viewed.isSet}
              onChange={(event) => viewed.set(event.target.checked)}
              className="size-4 accent-accent"
            />
            Viewed
          </label>
        )}
        <CopyLink />
      </div>
    </header>
  )
}
