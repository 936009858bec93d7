import { useMemo } from 'react'
import { CodeLine } from '../code/code-line'
import { type DiffLine, diffLines } from '../code/line-diff'
import { splitTokenLines, tokenizeSql } from '../code/sql-tokens'
import { Count } from '../ui/count'

interface ValueDiffProps {
  readonly side: 'source' | 'target'
  readonly source: string
  readonly target: string
}

/** More differing lines than these are left to the statements. */
const MOST_LINES = 8

const MARKS = {
  source: 'bg-diff-source-word rounded-xs forced-colors:underline',
  target: 'bg-diff-target-word rounded-xs forced-colors:underline',
} as const

/** The lines of one side's SQL that are not the same on the other, with the words that differ marked. */
export function ValueDiff({ side, source, target }: ValueDiffProps) {
  const lines = useMemo(() => differingLines(side, source, target), [side, source, target])
  const text = side === 'source' ? source : target
  const tokens = useMemo(() => splitTokenLines(tokenizeSql(text)), [text])
  if (lines.length === 0) return <span className="text-muted">nothing that the other side lacks</span>
  return (
    <code className="block max-w-[60ch] font-mono text-xs leading-5">
      {lines.slice(0, MOST_LINES).map((line, i) => (
        <span key={line.number} className="isolate-text wrap-anywhere block whitespace-pre-wrap">
          {line.number > (lines[i - 1]?.number ?? 0) + 1 && (
            <span aria-hidden="true" className="block text-muted">
              …
            </span>
          )}
          <CodeLine tokens={tokens[line.number - 1] ?? []} marks={line.marks} markClass={MARKS[side]} />
        </span>
      ))}
      {lines.length > MOST_LINES && (
        <span className="block text-muted">
          <Count
            value={lines.length - MOST_LINES}
            of={['more line differs; see the statements', 'more lines differ; see the statements']}
          />
        </span>
      )}
    </code>
  )
}

/** A line with no counterpart is marked whole. */
function differingLines(side: 'source' | 'target', source: string, target: string): DiffLine[] {
  return diffLines(source, target).flatMap((row) => {
    if (row.type === 'same') return []
    if (row.type === 'changed') return [row[side]]
    const line = side === 'source' ? 'source' in row && row.source : 'target' in row && row.target
    return line ? [{ ...line, marks: [{ start: 0, end: line.text.length }] }] : []
  })
}
