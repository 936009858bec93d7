const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\be'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$((?:[a-z_]\w*)?)\$[\s\S]*?\$\1\$|\bbegin\s+atomic\b|\bcase\b|\bend\b|;/gi

/**
 * Cuts a migration into statements without their semicolons, the way the Supabase command line records them: the
 * comments above a statement stay with it. Block comments may not be nested.
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = []
  let start = 0
  let depth = 0
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === ';' && depth === 0) {
      statements.push(text.slice(start, index).trim())
      start = index + 1
    }
    depth = depthAfter(found, depth)
  }
  const rest = text.slice(start).trim()
  return rest && !isOnlyComments(rest) ? [...statements, rest] : statements
}

/** Inside `begin atomic … end` a semicolon ends a statement of the body, not the whole; `case` has an `end` too. */
function depthAfter(found: string, depth: number): number {
  const word = found.toLowerCase()
  if (word.startsWith('begin')) return depth + 1
  if (depth > 0 && word === 'case') return depth + 1
  return depth > 0 && word === 'end' ? depth - 1 : depth
}

function isOnlyComments(text: string): boolean {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() === ''
}
