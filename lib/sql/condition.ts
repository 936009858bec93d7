/**
 * A condition as far as its structure is known: constants, AND and OR. Anything else is an atom, which only its text
 * tells from another.
 */
export type Condition =
  | { readonly type: 'true' }
  | { readonly type: 'false' }
  | { readonly type: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly type: 'atom'; readonly text: string }

export const TRUE: Condition = { type: 'true' }
export const FALSE: Condition = { type: 'false' }

/** A deparsed expression as a condition. Deparse functions put every AND and OR in brackets, so none can be mistaken. */
export function parseCondition(text: string): Condition {
  const inner = withoutBrackets(text.trim())
  if (inner === 'true') return TRUE
  if (inner === 'false') return FALSE
  if (/^(?:SELECT|WITH|VALUES|CASE)\b/.test(inner)) return { type: 'atom', text: inner }
  for (const [separator, combine] of [
    [' OR ', anyOf],
    [' AND ', allOf],
  ] as const) {
    const parts = splitOutside(inner, separator)
    if (parts.length > 1) return combine(parts.map(parseCondition))
  }
  return { type: 'atom', text: inner }
}

/** All of these at once. */
export function allOf(parts: readonly Condition[]): Condition {
  if (parts.some(({ type }) => type === 'false')) return FALSE
  const rest = parts.filter(({ type }) => type !== 'true')
  return rest.length > 1 ? { type: 'and', parts: rest } : (rest[0] ?? TRUE)
}

/** At least one of these. */
export function anyOf(parts: readonly Condition[]): Condition {
  if (parts.some(({ type }) => type === 'true')) return TRUE
  const rest = parts.filter(({ type }) => type !== 'false')
  return rest.length > 1 ? { type: 'or', parts: rest } : (rest[0] ?? FALSE)
}

function withoutBrackets(text: string): string {
  let inner = text
  while (inner.startsWith('(') && closingBracket(inner) === inner.length - 1)
    inner = inner.slice(1, -1).trim()
  return inner
}

function closingBracket(text: string): number {
  let found = -1
  walk(text, (at, depth) => {
    if (depth === 0 && found < 0 && text[at] === ')') found = at
  })
  return found
}

/** The parts of a text between separators that stand outside of brackets, quotes and texts. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  walk(text, (at, depth) => {
    if (depth !== 0 || at < start || !text.startsWith(separator, at)) return
    parts.push(text.slice(start, at))
    start = at + separator.length
  })
  return [...parts, text.slice(start)]
}

/** Visits every character that is not inside a quoted name or text, with the number of brackets open after it. */
function walk(text: string, visit: (at: number, depth: number) => void): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === "'" || character === '"') {
      at = endOfQuoted(text, at)
      continue
    }
    if (character === '(' || character === '[') depth++
    if (character === ')' || character === ']') depth--
    visit(at, depth)
  }
}

/** Where the quoted name or text ends that begins here; a doubled quote is part of it, and after E so is an escaped one. */
function endOfQuoted(text: string, start: number): number {
  const quote = text[start] as string
  const hasEscapes = quote === "'" && /(?:^|[^\w$])E$/i.test(text.slice(Math.max(0, start - 2), start))
  for (let at = start + 1; at < text.length; at++) {
    if (hasEscapes && text[at] === '\\') at++
    else if (text[at] === quote && text[at + 1] === quote) at++
    else if (text[at] === quote) return at
  }
  return text.length
}
