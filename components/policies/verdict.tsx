import type { ReactNode } from 'react'
import type { TableCell } from '@/lib/services/policies-board'
import { Status } from '../status/status'
import { Icon } from '../ui/icon'

type Verdict = NonNullable<TableCell['verdict']>

/** Whether an environment lets more or fewer rows through than the reference. */
export function VerdictBadge({
  verdict,
  environment,
}: {
  readonly verdict: Verdict
  readonly environment: string
}) {
  if (verdict === 'same') return <Status status="inSync" description={` in ${environment}`} />
  if (verdict === 'missing' || verdict === 'onlyHere' || verdict === 'unknown') {
    return <Status status={verdict} description={` in ${environment}`} />
  }
  const { word, meaning, tone, glyph } = LOOKS[verdict]
  return (
    <span
      data-verdict={verdict}
      title={meaning}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${tone}`}
    >
      <Icon strokeWidth={1.75}>{glyph}</Icon>
      {word}
      <span className="sr-only"> in {environment}</span>
    </span>
  )
}

interface Look {
  readonly word: string
  readonly meaning: string
  readonly tone: string
  readonly glyph: ReactNode
}

const LOOKS: Readonly<Record<Exclude<Verdict, 'same' | 'missing' | 'onlyHere' | 'unknown'>, Look>> = {
  wider: {
    word: 'Wider',
    meaning: 'lets more rows through than the reference',
    tone: 'text-missing font-semibold',
    glyph: <path d="M1 8h14M4 4.5.9 8 4 11.5M12 4.5 15.1 8 12 11.5" />,
  },
  narrower: {
    word: 'Narrower',
    meaning: 'lets fewer rows through than the reference',
    tone: 'text-extra',
    glyph: <path d="M.8 8H6M15.2 8H10M3 4.5 6.1 8 3 11.5M13 4.5 9.9 8l3.1 3.5" />,
  },
  unordered: {
    word: 'Differs',
    meaning: 'lets other rows through; whether they are more or fewer cannot be proven',
    tone: 'text-changed',
    glyph: <path d="M3 6h10M3 10h10M10.5 3l-5 10" />,
  },
  equivalent: {
    word: 'Same rows',
    meaning: 'is written differently and lets the same rows through',
    tone: 'text-ok',
    glyph: <path d="M2.5 6.5c2-2 3.5-2 5.5-.5s3.5 1.5 5.5-.5M2.5 11c2-2 3.5-2 5.5-.5s3.5 1.5 5.5-.5" />,
  },
}

/** What the words of this page mean. */
export function VerdictLegend() {
  return (
    <dl aria-label="Legend" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {Object.values(LOOKS).map(({ word, meaning, tone, glyph }) => (
        <div key={word} className="flex items-center gap-2">
          <dt className={`flex items-center gap-1.5 ${tone}`}>
            <Icon strokeWidth={1.75}>{glyph}</Icon>
            {word}
          </dt>
          <dd className="text-muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
