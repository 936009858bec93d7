'use client'

import { Fragment, useMemo, useState } from 'react'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import { type DiffPart, foldRows } from './diff-folds'
import { DiffHead, rowKey, type Sides, SplitRow, UnifiedRows } from './diff-rows'
import { type DiffRow, diffLines } from './line-diff'
import { splitTokenLines, tokenizeSql } from './sql-tokens'

/** One side of a comparison. */
export interface DiffSide {
  /** The environment's name, shown over its text. */
  readonly name: string
  /** Its statement; null where the object does not exist. */
  readonly ddl: string | null
}

interface DdlDiffProps {
  readonly source: DiffSide
  readonly target: DiffSide
  readonly view: 'split' | 'unified'
  /** Equal lines to keep around a difference. */
  readonly context?: number
}

/** More rows than this are shown only when asked for. */
const MAX_ROWS = 2_000

/** Two statements side by side or one below the other, with the differing words marked. */
export function DdlDiff({ source, target, view, context = 3 }: DdlDiffProps) {
  const rows = useMemo(() => diffLines(source.ddl ?? '', target.ddl ?? ''), [source.ddl, target.ddl])
  const sides = useMemo<Sides>(
    () => ({ source: readSide(source), target: readSide(target) }),
    [source, target],
  )
  const parts = useMemo(() => foldRows(rows, context), [rows, context])
  const [isWhole, setIsWhole] = useState(false)
  const hidden = isWhole ? 0 : Math.max(0, rows.length - MAX_ROWS)

  return (
    <section
      aria-label={`DDL of ${source.name} and ${target.name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-lg border border-border bg-raised"
    >
      <p className="border-border border-b px-4 py-2 text-muted text-sm">
        <DiffSummary rows={rows} source={source} target={target} />
      </p>
      <table
        className={`w-full border-collapse font-mono text-sm ${view === 'split' ? 'min-w-[44rem]' : ''}`}
      >
        <DiffHead sides={sides} view={view} />
        {parts.map((part) => (
          <Part key={part.start} part={part} view={view} sides={sides} limit={rows.length - hidden} />
        ))}
      </table>
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

interface PartProps {
  readonly part: DiffPart
  readonly view: 'split' | 'unified'
  readonly sides: Sides
  /** Rows from this index on are left out. */
  readonly limit: number
}

function Part({ part, view, sides, limit }: PartProps) {
  const [isOpen, setIsOpen] = useState(part.type === 'rows')
  const rows = part.rows.slice(0, Math.max(0, limit - part.start))
  if (rows.length === 0) return null
  if (!isOpen) {
    return (
      <tbody>
        <tr>
          <td colSpan={view === 'split' ? 4 : 3} className="bg-surface px-2 py-1">
            <Button look="quiet" onClick={() => setIsOpen(true)}>
              Show <Count value={part.rows.length} of={['equal line', 'equal lines']} />
            </Button>
          </td>
        </tr>
      </tbody>
    )
  }
  return (
    <tbody>
      {rows.map((row) =>
        view === 'split' ? (
          <SplitRow key={rowKey(row)} row={row} sides={sides} />
        ) : (
          <UnifiedRows key={rowKey(row)} row={row} sides={sides} />
        ),
      )}
    </tbody>
  )
}

function DiffSummary({
  rows,
  source,
  target,
}: {
  rows: readonly DiffRow[]
  source: DiffSide
  target: DiffSide
}) {
  const absent = [source, target].filter(({ ddl }) => ddl === null)
  if (absent.length > 0) {
    return absent.map(({ name }) => (
      <Fragment key={name}>
        Does not exist in <SafeName name={name} />.{' '}
      </Fragment>
    ))
  }
  const differing = rows.filter(({ type }) => type !== 'same').length
  if (differing === 0) return 'Both statements are the same.'
  return (
    <>
      <Count value={differing} of={['line differs', 'lines differ']} />,{' '}
      <Count value={rows.length - differing} of={['is', 'are']} /> the same.
    </>
  )
}

function readSide({ name, ddl }: DiffSide): Sides['source'] {
  return { name, lines: splitTokenLines(tokenizeSql(ddl ?? '')) }
}
