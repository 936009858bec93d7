import { diffArrays, diffWordsWithSpace } from 'diff'

/** A stretch of a line, from its `start` to before its `end`. */
export interface Mark {
  readonly start: number
  readonly end: number
}

/** A line of one side; `marks` are the words that differ from the line beside it. */
export interface DiffLine {
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly marks: readonly Mark[]
}

/** One row of a comparison. A row with both sides is either the same, or changed with its words marked. */
export type DiffRow =
  | { readonly type: 'same' | 'changed'; readonly source: DiffLine; readonly target: DiffLine }
  | { readonly type: 'sourceOnly'; readonly source: DiffLine }
  | { readonly type: 'targetOnly'; readonly target: DiffLine }

// Comparing gives up past these, and shows the texts as wholly different instead of keeping the browser busy.
const MAX_EDITS = 4_000
const LINES_TIMEOUT_MS = 500
const MAX_PAIRED_LINES = 500
const MAX_WORDS_LENGTH = 2_000
const WORDS_TIMEOUT_MS = 20
/** Below this share of common text two lines are two lines, not one changed line. */
const MIN_LIKENESS = 0.35

/** Lines up two texts. An empty text has no lines. */
export function diffLines(source: string, target: string): DiffRow[] {
  const [sourceLines, targetLines] = [toLines(source), toLines(target)]
  const limits = { maxEditLength: MAX_EDITS, timeout: LINES_TIMEOUT_MS }
  const changes = diffArrays([...sourceLines], [...targetLines], limits) ?? [
    { added: false, removed: true, value: [...sourceLines] },
    { added: true, removed: false, value: [...targetLines] },
  ]
  const rows: DiffRow[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  let [sourceNumber, targetNumber] = [0, 0]
  const flush = () => {
    for (const row of pairLines(removed, added)) rows.push(row)
    removed = []
    added = []
  }
  for (const change of changes) {
    if (!change.added && !change.removed) flush()
    for (const text of change.value) {
      if (change.removed) removed.push(plainLine(++sourceNumber, text))
      else if (change.added) added.push(plainLine(++targetNumber, text))
      else rows.push(sameRow(++sourceNumber, ++targetNumber, text))
    }
  }
  flush()
  return rows
}

function toLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function plainLine(number: number, text: string): DiffLine {
  return { number, text, marks: [] }
}

function sameRow(sourceNumber: number, targetNumber: number, text: string): DiffRow {
  return { type: 'same', source: plainLine(sourceNumber, text), target: plainLine(targetNumber, text) }
}

/** Puts replaced lines beside their replacement, in order, where they are alike; a lone one also where it begins alike. */
function pairLines(removed: readonly DiffLine[], added: readonly DiffLine[]): DiffRow[] {
  if (Math.max(removed.length, added.length) > MAX_PAIRED_LINES) {
    return [...removed.map(sourceOnly), ...added.map(targetOnly)]
  }
  const [source, target] = [removed[0], added[0]]
  const isLone = removed.length === 1 && added.length === 1
  if (isLone && source && target && firstWord(source) === firstWord(target))
    return [markWords(source, target)]
  const rows: DiffRow[] = []
  let next = 0
  for (const source of removed) {
    const at = added.findIndex(
      (target, index) => index >= next && index < next + 3 && isAlike(source.text, target.text),
    )
    if (at < 0) {
      rows.push(sourceOnly(source))
      continue
    }
    rows.push(...added.slice(next, at).map(targetOnly), markWords(source, added[at] as DiffLine))
    next = at + 1
  }
  return [...rows, ...added.slice(next).map(targetOnly)]
}

function firstWord({ text }: DiffLine): string | undefined {
  return /\w+/.exec(text)?.[0]
}

function sourceOnly(source: DiffLine): DiffRow {
  return { type: 'sourceOnly', source }
}

function targetOnly(target: DiffLine): DiffRow {
  return { type: 'targetOnly', target }
}

function isAlike(source: string, target: string): boolean {
  const longer = Math.max(source.length, target.length)
  if (longer > MAX_WORDS_LENGTH) return source.slice(0, 40) === target.slice(0, 40)
  const changes = diffWordsWithSpace(source, target, { timeout: WORDS_TIMEOUT_MS })
  const common = changes?.filter(({ added, removed }) => !added && !removed) ?? []
  const commonLength = common.reduce((sum, { value }) => sum + value.trim().length, 0)
  return longer === 0 || commonLength / longer >= MIN_LIKENESS
}

function markWords(source: DiffLine, target: DiffLine): DiffRow {
  const isLong = Math.max(source.text.length, target.text.length) > MAX_WORDS_LENGTH
  const changes = isLong ? [] : diffWordsWithSpace(source.text, target.text, { timeout: WORDS_TIMEOUT_MS })
  const sourceMarks: Mark[] = []
  const targetMarks: Mark[] = []
  let [sourceAt, targetAt] = [0, 0]
  for (const { added, removed, value } of changes ?? []) {
    if (removed) sourceMarks.push({ start: sourceAt, end: sourceAt + value.length })
    if (added) targetMarks.push({ start: targetAt, end: targetAt + value.length })
    if (!added) sourceAt += value.length
    if (!removed) targetAt += value.length
  }
  return {
    type: 'changed',
    source: { ...source, marks: sourceMarks },
    target: { ...target, marks: targetMarks },
  }
}
