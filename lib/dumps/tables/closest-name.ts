import { closestWord } from '../../objects/closest-word'

/**
 * The dotted name that a misspelt one most likely stands for, or null: the one most like it, or one with that last part where
 * only the schema is missing or wrong.
 */
export function closestName(wanted: string, names: Iterable<string>): string | null {
  const all = [...names]
  const lastOf = (name: string) => name.slice(name.lastIndexOf('.') + 1)
  const same = all.find((name) => lastOf(name) === lastOf(wanted))
  if (same) return same
  const whole = closestWord(wanted, all)
  if (whole || wanted.includes('.')) return whole
  const last = closestWord(wanted, all.map(lastOf))
  return all.find((name) => lastOf(name) === last) ?? null
}
