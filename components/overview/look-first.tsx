'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { GridAnswer, RowAnswer } from '@/lib/services/grid-answer'
import { compareHref } from '../compare/compare-href'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { SeverityBadge } from '../status/severity'
import { MoreButton } from '../ui/more-button'
import { SafeText } from '../ui/safe-name'
import { SafeNames } from '../ui/safe-names'

/** As many as are taken in at a glance. */
const SHOWN = 4

/** The critical rows with what they mean, before anything else. */
export function LookFirst({ answer }: { readonly answer: GridAnswer }) {
  const [isOpen, setIsOpen] = useState(false)
  const { critical, bySeverity } = answer
  if (critical.length === 0) return null
  const shown = isOpen ? critical : critical.slice(0, SHOWN)
  const total = bySeverity.critical ?? critical.length
  return (
    <section
      aria-labelledby="look-first"
      className="framed mb-6 rounded-lg border border-missing border-l-4 px-4 py-3"
    >
      <h2 id="look-first" className="font-semibold text-lg">
        {total === 1 ? 'Look at this first' : 'Look at these first'}
      </h2>
      <ul className="mt-2 space-y-1.5">
        {shown.map((row) => (
          <li key={row.id}>
            <CriticalRow row={row} answer={answer} />
          </li>
        ))}
      </ul>
      <MoreButton hidden={critical.length - SHOWN} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
      {isOpen && total > critical.length && (
        <p className="mt-1 text-muted text-sm">
          {total - critical.length} more are critical; the list below has them all.
        </p>
      )}
    </section>
  )
}

function CriticalRow({ row, answer }: { readonly row: RowAnswer; readonly answer: GridAnswer }) {
  const kind = answer.kinds.find(({ name }) => name === row.kind)?.label.one ?? row.kind
  const affected = criticalIn(row, answer)
  const first = affected[0]?.names[0]
  const href =
    first !== undefined && answer.reference !== null
      ? compareHref(answer.reference, first, { object: row.id })
      : objectHref(row.id)
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <SeverityBadge severity="critical" />
      <Link href={href} prefetch={false} className="font-medium underline underline-offset-4">
        {kind} <ObjectName kind={row.kind} address={row.address} attachedParts={row.attachedParts} />
      </Link>
      {affected.map(({ names, meaning }) => (
        <span key={names[0]} className="text-sm">
          <SafeNames names={names} />
          {meaning && (
            <>
              : <SafeText text={meaning} />
            </>
          )}
        </span>
      ))}
    </span>
  )
}

interface Affected {
  readonly names: readonly string[]
  readonly meaning: string | undefined
}

/** The environments in which a row is critical; those in which it means the same are told together. */
function criticalIn(row: RowAnswer, { environments }: GridAnswer): readonly Affected[] {
  const byMeaning = new Map<string | undefined, string[]>()
  for (const [i, { name }] of environments.entries()) {
    const cell = row.cells[i]
    if (cell?.severity !== 'critical') continue
    byMeaning.set(cell.meaning, [...(byMeaning.get(cell.meaning) ?? []), name])
  }
  return [...byMeaning].map(([meaning, names]) => ({ meaning, names }))
}
