import { splitStatements } from '../sql/split-statements'

/**
 * Puts other statements in the place of some. What follows stays on its lines, as long as no line is added.
 * @param rewrite gives the other statement, or null for one that stays as it is.
 */
export function rewriteStatements(script: string, rewrite: (statement: string) => string | null): string {
  const lineStarts = [0, ...[...script.matchAll(/\n/g)].map(({ index }) => index + 1)]
  let rewritten = ''
  let at = 0
  for (const { text, line } of splitStatements(script).statements) {
    const start = script.indexOf(text, Math.max(at, lineStarts[line - 1] ?? 0))
    const other = rewrite(text)
    if (other !== null) rewritten += script.slice(at, start) + other + '\n'.repeat(missingLines(text, other))
    else rewritten += script.slice(at, start + text.length)
    at = start + text.length
  }
  return rewritten + script.slice(at)
}

function missingLines(text: string, other: string): number {
  return Math.max(0, text.split('\n').length - other.split('\n').length)
}
