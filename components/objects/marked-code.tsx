import { useMemo } from 'react'
import { CodeLine } from '../code/code-line'
import { splitTokenLines, tokenizeSql } from '../code/sql-tokens'
import { Count } from '../ui/count'
import { foldLines, markLines } from './value-marks'

interface MarkedCodeProps {
  readonly text: string
  /** Texts of other environments to mark the differing words against; none for no marks. */
  readonly others: readonly string[]
  readonly side: 'source' | 'target'
}

export const WORD_LOOKS = {
  source: 'bg-diff-source-word rounded-xs forced-colors:underline',
  target: 'bg-diff-target-word rounded-xs forced-colors:underline',
} as const

/** SQL in a table's cell: the words that differ are marked, and of long texts only the lines around them are shown. */
export function MarkedCode({ text, others, side }: MarkedCodeProps) {
  const tokens = useMemo(() => splitTokenLines(tokenizeSql(text)), [text])
  const { shown, folded } = useMemo(() => foldLines(markLines(text, others)), [text, others])
  return (
    <>
      <code className="isolate-text wrap-anywhere block max-w-[56ch] whitespace-pre-wrap font-mono text-xs">
        {shown.map(({ number, text: line, marks, isOwn }, i) => (
          <span key={number} className="block min-h-[1lh]">
            {i > 0 && number > (shown[i - 1]?.number ?? 0) + 1 && <Gap />}
            <CodeLine
              tokens={tokens[number - 1] ?? []}
              marks={isOwn ? [{ start: 0, end: line.length }] : marks}
              markClass={WORD_LOOKS[side]}
            />
          </span>
        ))}
      </code>
      {folded > 0 && (
        <span className="mt-1 block text-muted text-xs">
          <Count value={folded} of={['more line', 'more lines']} />
        </span>
      )}
    </>
  )
}

function Gap() {
  return <span className="block text-muted">…</span>
}
