'use client'

import { useState } from 'react'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import type { DiffPart } from './diff-folds'
import { rowKey, type Sides, SplitRow, UnifiedRows } from './diff-rows'

interface DiffPartRowsProps {
  readonly part: DiffPart
  readonly view: 'split' | 'unified'
  readonly sides: Sides
  /** Rows from this index on are left out. */
  readonly limit: number
  /** Whether the line that the address points at is in this part. */
  readonly isSought: boolean
}

/** The rows of one part, or a button in place of rows that are folded away. */
export function DiffPartRows({ part, view, sides, limit, isSought }: DiffPartRowsProps) {
  const [isUnfolded, setIsUnfolded] = useState(false)
  const rows = part.rows.slice(0, Math.max(0, limit - part.start))
  if (rows.length === 0) return null
  if (part.type === 'fold' && !isUnfolded && !isSought) {
    return (
      <tbody>
        <tr>
          <td colSpan={view === 'split' ? 4 : 3} className="bg-surface px-2 py-1">
            <Button look="quiet" onClick={() => setIsUnfolded(true)}>
              Show <Count value={part.rows.length} of={['equal line', 'equal lines']} />
            </Button>
          </td>
        </tr>
      </tbody>
    )
  }
  const Rows = view === 'split' ? SplitRow : UnifiedRows
  return (
    <tbody>
      {rows.map((row) => (
        <Rows key={rowKey(row)} row={row} sides={sides} />
      ))}
    </tbody>
  )
}
