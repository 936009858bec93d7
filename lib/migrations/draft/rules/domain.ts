import { isTrue, type Row, text } from '../../../objects/row'
import { qualifiedName } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'
import { byField } from './by-field'

const nameOf = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'name'))

/** Its check constraints are objects of their own. */
export const domainRule: DraftRule = {
  create: asShown,
  change: ({ wanted }, { fields }) => {
    const domain = `ALTER DOMAIN ${nameOf(wanted)}`
    return byField(fields, {
      default: () =>
        fields.includes('type')
          ? { reason: 'Its default differs too, and is of the other type.' }
          : [wanted.default ? `${domain} SET DEFAULT ${wanted.default};` : `${domain} DROP DEFAULT;`],
      notNull: () =>
        isTrue(wanted, 'notNull')
          ? {
              statements: [`${domain} SET NOT NULL;`],
              cautions: [
                `${nameOf(wanted)} becomes NOT NULL: where a column of it holds none, the statement fails.`,
              ],
            }
          : [`${domain} DROP NOT NULL;`],
    })
  },
}
