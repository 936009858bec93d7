import { SafeName, SafeText } from '../ui/safe-name'
import { CodeLine } from './code-line'
import type { DiffLine, DiffRow } from './line-diff'
import { LineNumber } from './line-number'
import type { Token } from './sql-tokens'

/** Both sides of a comparison, ready to be shown. */
export interface Sides {
  readonly source: Side
  readonly target: Side
}

interface Side {
  /** The environment's name. */
  readonly name: string
  readonly lines: readonly (readonly Token[])[]
}

type SideName = keyof Sides

/** What tells a row from all others of its comparison. */
export function rowKey(row: DiffRow): string {
  return `${'source' in row ? row.source.number : ''}:${'target' in row ? row.target.number : ''}`
}

const LOOKS = {
  source: { line: 'bg-diff-source', word: 'bg-diff-source-word', gutter: 'bg-diff-source-gutter', sign: '−' },
  target: { line: 'bg-diff-target', word: 'bg-diff-target-word', gutter: 'bg-diff-target-gutter', sign: '+' },
} as const

const NUMBER = 'w-px select-none px-2 text-right align-top tabular-nums'
const TEXT =
  'px-2 align-top in-data-[wrap=yes]:whitespace-pre-wrap in-data-[wrap=yes]:wrap-anywhere whitespace-pre'

/** Column heads with the names of both sides, never only "source" and "target". */
export function DiffHead({ sides: { source, target }, view }: { sides: Sides; view: 'split' | 'unified' }) {
  if (view === 'split') {
    return (
      <thead className="bg-surface text-left">
        <tr>
          <SideHead side="source" name={source.name} />
          <SideHead side="target" name={target.name} />
        </tr>
      </thead>
    )
  }
  return (
    <thead className="bg-surface text-left font-sans">
      <tr>
        <NumberHead name={source.name} />
        <NumberHead name={target.name} />
        <th scope="col" className="px-2 py-1 font-medium text-muted">
          <SideSign side="source" /> only in <SafeName name={source.name} />, <SideSign side="target" /> only
          in <SafeName name={target.name} />
        </th>
      </tr>
    </thead>
  )
}

function NumberHead({ name }: { name: string }) {
  return (
    <th scope="col" className={NUMBER}>
      <span className="sr-only">Line in {name}</span>
    </th>
  )
}

function SideHead({ side, name }: { side: SideName; name: string }) {
  return (
    <th scope="col" colSpan={2} className="w-1/2 px-2 py-1 font-medium font-sans">
      <SideSign side={side} /> <SafeName name={name} />
    </th>
  )
}

function SideSign({ side }: { side: SideName }) {
  return (
    <span
      aria-hidden="true"
      className={`framed inline-block w-5 rounded-sm text-center font-mono ${LOOKS[side].gutter}`}
    >
      {LOOKS[side].sign}
    </span>
  )
}

interface RowProps {
  readonly row: DiffRow
  readonly sides: Sides
}

/** Both sides of a row beside each other. */
export function SplitRow({ row, sides }: RowProps) {
  const isSame = row.type === 'same'
  return (
    <tr>
      <SideCells side="source" line={'source' in row ? row.source : null} isSame={isSame} sides={sides} />
      <SideCells side="target" line={'target' in row ? row.target : null} isSame={isSame} sides={sides} />
    </tr>
  )
}

function SideCells({ side, line, isSame, sides }: SideCellsProps) {
  if (line === null) return <td colSpan={2} className="bg-surface" />
  return (
    <>
      <td className={`${NUMBER} ${isSame ? 'text-muted' : LOOKS[side].gutter}`}>
        <LineNumber side={side} number={line.number} name={sides[side].name} />
      </td>
      <TextCell side={side} line={line} isSame={isSame} sides={sides} />
    </>
  )
}

interface SideCellsProps {
  readonly side: SideName
  readonly line: DiffLine | null
  readonly isSame: boolean
  readonly sides: Sides
}

/** The sides of a row below each other; a row that is the same is one line. */
export function UnifiedRows({ row, sides }: RowProps) {
  if (row.type === 'same') {
    return (
      <tr>
        <td className={`${NUMBER} text-muted`}>
          <LineNumber side="source" number={row.source.number} name={sides.source.name} />
        </td>
        <td className={`${NUMBER} text-muted`}>
          <LineNumber side="target" number={row.target.number} name={sides.target.name} />
        </td>
        <TextCell side="source" line={row.source} isSame sides={sides} />
      </tr>
    )
  }
  return (
    <>
      {'source' in row && <UnifiedRow side="source" line={row.source} sides={sides} />}
      {'target' in row && <UnifiedRow side="target" line={row.target} sides={sides} />}
    </>
  )
}

function UnifiedRow({ side, line, sides }: { side: SideName; line: DiffLine; sides: Sides }) {
  const gutter = `${NUMBER} ${LOOKS[side].gutter}`
  const number = <LineNumber side={side} number={line.number} name={sides[side].name} />
  return (
    <tr>
      <td className={gutter}>{side === 'source' && number}</td>
      <td className={gutter}>{side === 'target' && number}</td>
      <TextCell side={side} line={line} isSame={false} sides={sides} />
    </tr>
  )
}

function TextCell({ side, line, isSame, sides }: SideCellsProps & { line: DiffLine }) {
  const { line: lineClass, word, sign } = LOOKS[side]
  const { name, lines } = sides[side]
  return (
    <td className={`${TEXT} ${isSame ? '' : lineClass}`}>
      <span aria-hidden="true" className="select-none pr-2 text-muted">
        {isSame ? ' ' : sign}
      </span>
      {!isSame && (
        <span className="sr-only">
          only in <SafeText text={name} />:{' '}
        </span>
      )}
      <span className="isolate-text">
        <CodeLine
          tokens={lines[line.number - 1] ?? []}
          marks={line.marks}
          markClass={`${word} rounded-xs forced-colors:underline`}
        />
      </span>
    </td>
  )
}
