/** A predicate for names by a pattern, in which `*` stands for any letters. */
export function patternTest(pattern: string): (name: string) => boolean {
  if (!pattern.includes('*')) return (name) => name === pattern
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  const whole = new RegExp(`^${source}$`, 'su')
  return (name) => whole.test(name)
}

/**
 * A predicate for `schema.table` patterns. A `*` stays within the schema or the table; where names hold points, the pattern
 * may be cut at any of its own.
 */
export function tablePatternTest(pattern: string): (table: { schema: string; name: string }) => boolean {
  const cuts = [...pattern.matchAll(/\./g)].map(({ index }) => [
    patternTest(pattern.slice(0, index)),
    patternTest(pattern.slice(index + 1)),
  ])
  return ({ schema, name }) => cuts.some(([isSchema, isTable]) => isSchema?.(schema) && isTable?.(name))
}
