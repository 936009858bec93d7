import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import type { TableCell } from '@/lib/services/policies-board'
import { SafeName, SafeText } from '../ui/safe-name'

interface FindingsProps {
  readonly cells: readonly TableCell[]
  readonly environments: readonly EnvironmentAnswer[]
  /** `brief` says the most serious of each environment; `whole` also what it comes from. */
  readonly length: 'brief' | 'whole'
}

/** What is to be said of a table, in plain sentences, environment by environment. */
export function Findings({ cells, environments, length }: FindingsProps) {
  const found = cells.flatMap((cell, i) => {
    const name = environments[i]?.name ?? ''
    return hasFindings(cell) ? [{ name, cell }] : []
  })
  if (found.length === 0) return null
  return (
    <ul className="space-y-1">
      {found.map(({ name, cell }) => (
        <li key={name} className="wrap-anywhere">
          {length === 'brief' ? <Brief name={name} cell={cell} /> : <Whole name={name} cell={cell} />}
        </li>
      ))}
    </ul>
  )
}

/** Whether there is anything to say of a table in an environment. */
function hasFindings({ open, sentences, reasons }: TableCell): boolean {
  return open.length + sentences.length + reasons.length > 0
}

interface FindingProps {
  readonly name: string
  readonly cell: TableCell
}

function Brief({ name, cell: { open, sentences, reasons } }: FindingProps) {
  if (open.length > 0) return <Open name={name} open={open} />
  if (sentences.length > 0) return <SafeText text={sentences.join(' ')} />
  return (
    <>
      <SafeName name={name} className="font-medium" />: <SafeText text={reasons.join(' ')} />
    </>
  )
}

function Whole({ name, cell: { open, sentences, reasons } }: FindingProps) {
  return (
    <>
      {open.length > 0 && <Open name={name} open={open} />} <SafeText text={sentences.join(' ')} />
      {reasons.length > 0 && (
        <span className="block text-muted">
          <SafeName name={name} className="font-medium" />: <SafeText text={reasons.join(' ')} />
        </span>
      )}
    </>
  )
}

function Open({ name, open }: { readonly name: string; readonly open: readonly string[] }) {
  return (
    <>
      In <SafeName name={name} className="font-medium" /> row-level security is off:{' '}
      <SafeText text={open.join(' ')} />
    </>
  )
}
