import Link from 'next/link'
import type { GridAnswer, RowAnswer } from '@/lib/services/grid-answer'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { SeverityBadge } from '../status/severity'
import { SafeName, SafeText } from '../ui/safe-name'

/** The critical rows with what they mean, before anything else. */
export function LookFirst({
  answer,
  rows,
}: {
  readonly answer: GridAnswer
  readonly rows: readonly RowAnswer[]
}) {
  const critical = rows.filter(({ severity }) => severity === 'critical')
  if (critical.length === 0) return null
  return (
    <section
      aria-labelledby="look-first"
      className="framed mb-6 rounded-lg border border-missing border-l-4 p-4"
    >
      <h2 id="look-first" className="font-semibold text-lg">
        Look at these first
      </h2>
      <ul className="mt-2 space-y-2">
        {critical.map((row) => (
          <li key={row.id}>
            <CriticalRow row={row} answer={answer} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function CriticalRow({ row, answer }: { readonly row: RowAnswer; readonly answer: GridAnswer }) {
  const kind = answer.kinds.find(({ name }) => name === row.kind)?.label.one ?? row.kind
  const affected = answer.environments.flatMap(({ name }, i) => {
    const cell = row.cells[i]
    return cell?.severity === 'critical' ? [{ name, meaning: cell.meaning }] : []
  })
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <SeverityBadge severity="critical" />
      <Link href={objectHref(row.id, affected[0]?.name)} className="font-medium underline underline-offset-2">
        {kind} <ObjectName address={row.address} attachedParts={row.attachedParts} />
      </Link>
      {affected.map(({ name, meaning }) => (
        <span key={name} className="text-sm">
          <SafeName name={name} className="font-medium" />
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
