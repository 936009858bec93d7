'use client'

import { useMemo, useState } from 'react'
import { CodeLine } from '../code/code-line'
import { splitTokenLines, tokenizeSql } from '../code/sql-tokens'
import { Button } from '../ui/button'
import { Count } from '../ui/count'

interface LintStatementProps {
  /** Of its first word in the file. */
  readonly line: number
  readonly statement: string
}

const FIRST = 6

/** A statement with the numbers that its lines have in the file; of a long one the first lines. */
export function LintStatement({ line, statement }: LintStatementProps) {
  const lines = useMemo(() => splitTokenLines(tokenizeSql(statement)), [statement])
  const [isOpen, setIsOpen] = useState(false)
  const shown = isOpen || lines.length <= FIRST + 1 ? lines : lines.slice(0, FIRST)
  return (
    <section
      aria-label={`Statement on line ${line}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative min-w-0 self-start overflow-x-auto rounded-md border border-border bg-surface py-2"
    >
      <pre className="font-mono text-sm">
        <code>
          {shown.map((tokens, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text
            <span key={place} className="flex min-h-[1lh]">
              <span className="w-12 flex-none select-none pr-3 text-right text-muted tabular-nums">
                {line + place}
              </span>
              <span className="isolate-text pr-3">
                <CodeLine tokens={tokens} />
                {'\n'}
              </span>
            </span>
          ))}
        </code>
      </pre>
      {shown.length < lines.length && (
        <Button look="quiet" className="ml-10" onClick={() => setIsOpen(true)}>
          <Count value={lines.length - shown.length} of={['more line', 'more lines']} />
        </Button>
      )}
    </section>
  )
}
