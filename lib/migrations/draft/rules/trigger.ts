import { ENABLE } from '../../../kinds/trigger'
import { type Row, text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'

const tableName = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'table'))
const drop = (row: Row) => `DROP TRIGGER ${quoteName(text(row, 'name'))} ON ${tableName(row)};`

/** One that differs is dropped and made anew, unless it only fires otherwise. */
export const triggerRule: DraftRule = {
  create: asShown,
  change: ({ wanted, present }, { kind, fields }) => {
    if (fields.every((field) => field === 'enabled')) {
      const enable = ENABLE[text(wanted, 'enabled')] ?? 'ENABLE'
      return {
        statements: [
          `ALTER TABLE ${tableName(wanted)} ${enable} TRIGGER ${quoteName(text(wanted, 'name'))};`,
        ],
      }
    }
    return { statements: [`${drop(present)}\n${kind.ddl(wanted, () => [])}`] }
  },
  drop: (present) =>
    present.whole
      ? { reason: 'It is a partition’s part of a trigger, with a state of its own; that is set by hand.' }
      : { statements: [drop(present)] },
}
