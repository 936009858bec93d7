'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { DriftedObject } from '@/lib/services/replay-report'
import { compareHref } from '../compare/compare-href'
import { ObjectName } from '../objects/object-name'
import { CauseBadge } from '../status/cause'
import { SeverityBadge } from '../status/severity'
import { Count } from '../ui/count'
import { MoreButton } from '../ui/more-button'
import { usePrinting } from '../ui/use-printing'
import { DraftButton } from './draft-button'

const WORDS: Readonly<Record<DriftedObject['status'], string>> = {
  made: 'there, and no recorded migration makes it',
  gone: 'made by a recorded migration, and not there',
  different: 'not as the recorded migrations make it',
}

interface DriftListProps {
  readonly environment: string
  readonly objects: readonly DriftedObject[]
  /** With those that are not sent. */
  readonly total: number
}

/** As many as are taken in at a glance; the most serious come first. */
const SHOWN = 6

/** What drifted, to be looked at, and to be made a migration of: all of it, or what is ticked. */
export function DriftList({ environment, objects, total }: DriftListProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isOpen, setIsOpen] = useState(false)
  const isWhole = usePrinting() || isOpen
  // What has gone from the list is not chosen any more.
  const ids = objects.map(({ id }) => id).filter((id) => chosen.has(id))
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const wish = ids.length > 0 ? { environment, objects: ids } : { environment }
  return (
    <>
      <ul className="mt-2 space-y-1">
        {(isWhole ? objects : objects.slice(0, SHOWN)).map((object) => (
          <li key={object.id} className="flex items-start gap-2">
            {objects.length > 1 && (
              <input
                type="checkbox"
                checked={chosen.has(object.id)}
                onChange={() => toggle(object.id)}
                aria-label={`Choose ${object.label} ${object.address.filter(Boolean).join('.')}`}
                className="mt-1 size-4 shrink-0 accent-accent print:hidden"
              />
            )}
            <Drifted object={object} environment={environment} />
          </li>
        ))}
      </ul>
      <MoreButton hidden={objects.length - SHOWN} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
      {isWhole && total > objects.length && (
        <p className="mt-1 text-muted text-sm">
          And <Count value={total - objects.length} /> more.
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 print:hidden">
        <DraftButton wish={wish} label={labelOf(ids.length, total)} />
        <span className="text-muted text-sm">It is shown and proven first.</span>
      </div>
    </>
  )
}

function labelOf(chosen: number, total: number): string {
  if (chosen > 0) return `Write a migration for the ${chosen} chosen`
  return total === 1 ? 'Write a migration for this' : `Write a migration for all ${total}`
}

interface DriftedProps {
  readonly object: DriftedObject
  readonly environment: string
}

function Drifted({ object, environment }: DriftedProps) {
  const { id, severity, label, kind, address, attachedParts, status, fields, cause } = object
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <SeverityBadge severity={severity} />
      <span className="text-muted">{label}</span>
      <Link
        href={compareHref(`migrations@${environment}`, environment, { object: id })}
        prefetch={false}
        className="wrap-anywhere underline underline-offset-4"
      >
        <ObjectName kind={kind} address={address} attachedParts={attachedParts} />
      </Link>
      <span className="text-muted text-sm">
        {WORDS[status]}
        {fields.length > 0 && `: ${fields.join(', ')}`}
      </span>
      {cause !== 'unknown' && <CauseBadge cause={cause} />}
    </span>
  )
}
