import { diffArrays, diffLines } from 'diff'
import { KINDS_BY_NAME } from '../kinds/all'
import type { FieldDifference } from '../objects/difference'
import type { FieldText } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Paint, safe } from './terminal'

/** Longer values are not shown whole in the terminal, but by what differs; `--json` has them whole. */
const LONGEST_VALUE = 160
const MOST_PARTS = 8
/** Characters shown before the first that differs. */
const CONTEXT = 40
/** Comparing gives up past these, and the values are shown from where they first differ. */
const LIMITS = { maxEditLength: 4_000, timeout: 500 }

interface Part {
  readonly mark: '-' | '+'
  readonly text: string
}

/** One property that differs, as lines for the terminal: both values where they are short, else the parts that differ. */
export function renderField(kind: string, field: FieldDifference, paint: Paint): string[] {
  const { name, label, source, target } = field
  const text = KINDS_BY_NAME.get(kind)?.fields.find((known) => known.name === name)?.text
  const [before, after] = [oneLine(source, text), oneLine(target, text)]
  if (before === after) return [`${label}: ${ONLY_SPACES}`]
  if (before.length <= LONGEST_VALUE && after.length <= LONGEST_VALUE)
    return [`${label}: ${before} → ${after}`]
  if (source === null || target === null) return [`${label}: ${cut(before)} → ${cut(after)}`]
  const parts = text === 'list' ? listParts(source, target) : lineParts(source, target)
  if (text === 'list' && parts && isMoved(parts)) return [`${label}: other places for ${cut(removed(parts))}`]
  if (parts) return [`${label}:`, ...renderParts(parts, text === 'list' ? 'entries' : 'lines', paint)]
  const start = Math.max(0, firstDifference(before, after) - CONTEXT)
  return [`${label}: ${cut(before, start)} → ${cut(after, start)}`]
}

const ONLY_SPACES = 'only spaces and ends of lines differ'

function oneLine(value: string | null, text: FieldText | undefined): string {
  if (value === null) return '(none)'
  if (text === 'yesNo' && (value === 't' || value === 'f')) return value === 't' ? 'yes' : 'no'
  return safe(text === 'list' ? listValue(value).join(', ') || '(none)' : value.replace(/\s+/g, ' ').trim())
}

function listParts(source: string, target: string): Part[] | undefined {
  return diffArrays(listValue(source), listValue(target), LIMITS)?.flatMap((change) =>
    partsOf(change, change.value),
  )
}

/** Spaces around lines and empty lines are left out of sight; undefined for texts of one line. */
function lineParts(source: string, target: string): Part[] | undefined {
  if (![source, target].every((text) => text.trim().includes('\n'))) return undefined
  const changes = diffLines(source, target, { ignoreWhitespace: true, ...LIMITS })
  return changes
    ?.flatMap((change) => partsOf(change, change.value.split('\n')))
    .filter(({ text }) => text.trim() !== '')
}

/** Whether the same entries stand in another order. */
function isMoved(parts: readonly Part[]): boolean {
  const sorted = (wanted: Part['mark']) =>
    JSON.stringify(parts.flatMap(({ mark, text }) => (mark === wanted ? [text] : [])).sort())
  return sorted('-') === sorted('+')
}

function removed(parts: readonly Part[]): string {
  return parts.flatMap(({ mark, text }) => (mark === '-' ? [safe(text)] : [])).join(', ')
}

function partsOf(change: { removed?: boolean; added?: boolean }, texts: readonly string[]): Part[] {
  if (!change.removed && !change.added) return []
  return texts.map((text) => ({ mark: change.removed ? '-' : '+', text }))
}

function renderParts(parts: readonly Part[], unit: string, paint: Paint): string[] {
  const lines = parts
    .slice(0, MOST_PARTS)
    .map(({ mark, text }) => paint(mark === '-' ? 'red' : 'green', `  ${mark} ${cut(safe(text.trim()))}`))
  const rest = parts.length - lines.length
  return rest > 0 ? [...lines, paint('dim', `  … ${rest} more ${unit} differ`)] : lines
}

function firstDifference(a: string, b: string): number {
  let position = 0
  while (position < a.length && a[position] === b[position]) position++
  return position
}

/** A text from a place on, as long as a terminal bears. */
function cut(text: string, start = 0): string {
  const shown = text.slice(start, start + LONGEST_VALUE)
  return `${start > 0 ? '…' : ''}${shown}${start + LONGEST_VALUE < text.length ? '…' : ''}`
}
