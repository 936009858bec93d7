import { type Condition, splitOutside } from '../sql/condition'

/** Whether two expressions are known to be the same, such as by their text or by their syntax trees. */
export type IsSameText = (left: string, right: string) => boolean

/**
 * Whether a row that meets the first condition is proven to meet the second one. False also means that nothing could be
 * proven. Row-level security takes what is neither true nor false as false, so the rules of two-valued logic hold for
 * AND and OR; nothing is concluded from inside an atom.
 */
export function implies(narrow: Condition, wide: Condition, isSame: IsSameText): boolean {
  if (narrow.type === 'false' || wide.type === 'true') return true
  if (narrow.type === 'or') return narrow.parts.every((part) => implies(part, wide, isSame))
  if (wide.type === 'and') return wide.parts.every((part) => implies(narrow, part, isSame))
  if (narrow.type === 'atom' && wide.type === 'atom') {
    return isSame(narrow.text, wide.text) || isAmongMore(narrow.text, wide.text, isSame)
  }
  return (
    (wide.type === 'or' && wide.parts.some((part) => implies(narrow, part, isSame))) ||
    (narrow.type === 'and' && narrow.parts.some((part) => implies(part, wide, isSame)))
  )
}

/** Whether both compare the same thing with lists of values, the first list being part of the second. */
function isAmongMore(narrow: string, wide: string, isSame: IsSameText): boolean {
  const [few, many] = [valuesOf(narrow), valuesOf(wide)]
  return (
    few !== null &&
    many !== null &&
    few.subject === many.subject &&
    isSame(few.subject, many.subject) &&
    few.values.every((value) => many.values.includes(value))
  )
}

interface Values {
  readonly subject: string
  readonly values: readonly string[]
}

/** `status = ANY (ARRAY['a'::text, 'b'::text])`, or `status = 'a'::text`; null for anything else. */
function valuesOf(text: string): Values | null {
  const parts = splitOutside(text, ' = ')
  const [subject, value] = parts
  if (parts.length !== 2 || subject === undefined || value === undefined) return null
  const list = /^ANY \(ARRAY\[(.*)\]\)$/s.exec(value)?.[1]
  return { subject, values: list === undefined ? [value] : splitOutside(list, ', ') }
}
