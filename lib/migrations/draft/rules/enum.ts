import { listValue } from '../../../objects/list-value'
import { type Row, text } from '../../../objects/row'
import { qualifiedName, quoteText } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'

const nameOf = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'name'))

/** Values can be added at any place, and neither moved nor taken away. */
export const enumRule: DraftRule = {
  create: asShown,
  change: ({ wanted, present }) => {
    const [labels, before] = [listValue(wanted.labels), listValue(present.labels)]
    const kept = labels.filter((label) => before.includes(label))
    if (kept.length < before.length || kept.some((label, i) => before[i] !== label)) {
      return {
        reason:
          'Values are missing there, or stand in another order: the type, and every column of it, has to be made anew.',
      }
    }
    const statements = labels.flatMap((label, i) => {
      if (before.includes(label)) return []
      // Those before it are there by now.
      const previous = labels[i - 1]
      const place =
        previous !== undefined
          ? ` AFTER ${quoteText(previous)}`
          : before[0] === undefined
            ? ''
            : ` BEFORE ${quoteText(before[0])}`
      return [`ALTER TYPE ${nameOf(wanted)} ADD VALUE ${quoteText(label)}${place};`]
    })
    return { statements: [statements.join('\n')] }
  },
}
