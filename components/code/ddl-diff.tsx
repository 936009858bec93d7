'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { foldRows } from './diff-folds'
import { DiffPartRows } from './diff-part'
import { DiffHead, type Sides } from './diff-rows'
import { type DiffSide, DiffSummary } from './diff-summary'
import { anchorText, type LineAnchor } from './line-anchor'
import { type DiffRow, diffLines } from './line-diff'
import { LineLinksContext, moveBetweenLines } from './line-number'
import { splitTokenLines, tokenizeSql } from './sql-tokens'

interface DdlDiffProps {
  readonly source: DiffSide
  readonly target: DiffSide
  readonly view: 'split' | 'unified'
  /** Equal lines to keep around a difference. */
  readonly context?: number
  /** Whether long lines are broken rather than scrolled to. */
  readonly wraps?: boolean
  /** The line to scroll to and mark; it is shown even where it would be folded away. */
  readonly line?: LineAnchor | null
  /** Given where lines can be linked to. */
  readonly onLine?: (line: LineAnchor) => void
}

/** More rows than this are shown only when asked for. */
const MAX_ROWS = 2_000

/** Two statements side by side or one below the other, with the differing words marked. */
export function DdlDiff(props: DdlDiffProps) {
  const { source, target, view, context = 3, wraps = true, line = null, onLine } = props
  const rows = useMemo(() => diffLines(source.ddl ?? '', target.ddl ?? ''), [source.ddl, target.ddl])
  const sides = useMemo<Sides>(
    () => ({
      source: { name: source.name, lines: linesOf(source.ddl) },
      target: { name: target.name, lines: linesOf(target.ddl) },
    }),
    [source.name, source.ddl, target.name, target.ddl],
  )
  const parts = useMemo(() => foldRows(rows, context), [rows, context])
  const links = useMemo(
    () => onLine && { chosen: line, tabStop: tabStopOf(line, rows), onChoose: onLine },
    [line, rows, onLine],
  )
  const [isWhole, setIsWhole] = useState(false)
  const isBeyond = line !== null && rows.findIndex((row) => hasLine(row, line)) >= MAX_ROWS
  const hidden = isWhole || isBeyond ? 0 : Math.max(0, rows.length - MAX_ROWS)
  const tableRef = useScrollTo(line, rows)

  return (
    <section
      aria-label={`DDL of ${source.name} and ${target.name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      data-wrap={wraps ? 'yes' : 'no'}
      className="relative overflow-x-auto rounded-lg border border-border bg-raised"
    >
      <p className="border-border border-b px-4 py-2 text-muted text-sm">
        <DiffSummary rows={rows} source={source} target={target} />
      </p>
      <LineLinksContext value={links ?? null}>
        <table
          ref={tableRef}
          onKeyDown={moveBetweenLines}
          className={`w-full border-collapse font-mono text-sm leading-6 ${view === 'split' ? 'min-w-[44rem]' : ''}`}
        >
          <DiffHead sides={sides} view={view} />
          {parts.map((part) => (
            <DiffPartRows
              key={`${context} ${part.start}`}
              part={part}
              view={view}
              sides={sides}
              limit={rows.length - hidden}
              isSought={line !== null && part.rows.some((row) => hasLine(row, line))}
            />
          ))}
        </table>
      </LineLinksContext>
      {hidden > 0 && (
        <p className="border-border border-t p-2">
          <Button onClick={() => setIsWhole(true)}>
            Show <Count value={hidden} of={['more line', 'more lines']} /> (slow)
          </Button>
        </p>
      )}
    </section>
  )
}

function linesOf(ddl: string | null): Sides['source']['lines'] {
  return splitTokenLines(tokenizeSql(ddl ?? ''))
}

function hasLine(row: DiffRow, { side, number }: LineAnchor): boolean {
  const of = side === 'source' ? 'source' in row && row.source : 'target' in row && row.target
  return of !== false && of.number === number
}

/** The chosen line, else the first that differs, else the first. */
function tabStopOf(line: LineAnchor | null, rows: readonly DiffRow[]): LineAnchor | null {
  if (line && rows.some((row) => hasLine(row, line))) return line
  const row = rows.find(({ type }) => type !== 'same') ?? rows[0]
  if (!row) return null
  if ('source' in row) return { side: 'source', number: row.source.number }
  return { side: 'target', number: row.target.number }
}

/** Brings the chosen line into view when it is not. */
function useScrollTo(line: LineAnchor | null, rows: readonly DiffRow[]) {
  const ref = useRef<HTMLTableElement>(null)
  const wanted = line && rows.length > 0 ? anchorText(line) : null
  useEffect(() => {
    const found = wanted && ref.current?.querySelector(`[data-line="${wanted}"]`)
    if (!found) return
    const { top, bottom } = found.getBoundingClientRect()
    if (top < 0 || bottom > window.innerHeight) found.scrollIntoView({ block: 'center' })
  }, [wanted])
  return ref
}
