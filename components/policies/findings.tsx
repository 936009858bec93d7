import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import type { TableCell } from '@/lib/services/policies-board'
import { SafeText } from '../ui/safe-name'
import { SafeNames } from '../ui/safe-names'

interface FindingsProps {
  readonly cells: readonly TableCell[]
  readonly environments: readonly EnvironmentAnswer[]
  /** `brief` says the most serious of each environment; `whole` also what it comes from. */
  readonly length: 'brief' | 'whole'
}

/** What is to be said of a table, in plain sentences, environment by environment; what is alike is said once. */
export function Findings({ cells, environments, length }: FindingsProps) {
  const said = new Map<string, { readonly names: string[]; readonly cell: TableCell }>()
  for (const [i, cell] of cells.entries()) {
    const { open, sentences, reasons } = cell
    if (open.length + sentences.length + reasons.length === 0) continue
    const key = JSON.stringify([open, sentences, reasons])
    const alike = said.get(key)
    if (alike) alike.names.push(environments[i]?.name ?? '')
    else said.set(key, { names: [environments[i]?.name ?? ''], cell })
  }
  if (said.size === 0) return null
  return (
    <ul className="space-y-1">
      {[...said].map(([key, { names, cell }]) => (
        <li key={key} className="wrap-anywhere">
          {length === 'brief' ? <Brief names={names} cell={cell} /> : <Whole names={names} cell={cell} />}
        </li>
      ))}
    </ul>
  )
}

interface FindingProps {
  readonly names: readonly string[]
  readonly cell: TableCell
}

function Brief({ names, cell: { open, sentences, reasons } }: FindingProps) {
  if (open.length > 0) return <Open names={names} open={open} />
  if (sentences.length > 0) return <SafeText text={sentences.join(' ')} />
  return <Reasons names={names} reasons={reasons} />
}

function Whole({ names, cell: { open, sentences, reasons } }: FindingProps) {
  return (
    <>
      {open.length > 0 && <Open names={names} open={open} />} <SafeText text={sentences.join(' ')} />
      {reasons.length > 0 && (
        <span className="block text-muted">
          <Reasons names={names} reasons={reasons} />
        </span>
      )}
    </>
  )
}

function Open({ names, open }: { readonly names: readonly string[]; readonly open: readonly string[] }) {
  return (
    <>
      In <SafeNames names={names} /> row-level security is off: <SafeText text={open.join(' ')} />
    </>
  )
}

function Reasons({
  names,
  reasons,
}: {
  readonly names: readonly string[]
  readonly reasons: readonly string[]
}) {
  return (
    <>
      <SafeNames names={names} />: <SafeText text={reasons.join(' ')} />
    </>
  )
}
