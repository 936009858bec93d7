import { listValue } from '../../../objects/list-value'
import { isTrue, type Row, text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { Drafted, DraftRule, ObjectChange } from '../change'
import { byField } from './by-field'
import { optionStatements } from './options'

const columnName = (row: Row) =>
  `${qualifiedName(text(row, 'schema'), text(row, 'table'))}.${text(row, 'name')}`

export const columnRule: DraftRule = {
  create: (wanted, { kind }, { find, isMade }) => {
    const table = kind.parent?.(wanted)
    const inherited = listValue(wanted.inheritedFrom)
    if ((table && isMade(table)) || (inherited.length > 0 && !isTrue(wanted, 'isLocal'))) return 'included'
    const isUnfilled = isTrue(wanted, 'notNull') && !wanted.expression && !wanted.identity
    return {
      statements: [kind.ddl(wanted, find)],
      cautions: isUnfilled
        ? [
            `${columnName(wanted)} is NOT NULL without a default: where the table has rows, the statement fails.`,
          ]
        : [],
    }
  },
  change,
}

function change({ wanted, present }: { wanted: Row; present: Row }, { fields }: ObjectChange): Drafted {
  const table = qualifiedName(text(wanted, 'schema'), text(wanted, 'table'))
  const word = wanted.tableKind === 'foreign-table' ? 'FOREIGN TABLE' : 'TABLE'
  const column = `ALTER ${word} ${table} ALTER COLUMN ${quoteName(text(wanted, 'name'))}`
  return byField(fields, {
    notNull: () =>
      isTrue(wanted, 'notNull')
        ? {
            statements: [`${column} SET NOT NULL;`],
            cautions: [
              `${columnName(wanted)} becomes NOT NULL: where a row holds none, the statement fails.`,
            ],
          }
        : [`${column} DROP NOT NULL;`],
    expression: () => {
      if (wanted.generated || present.generated)
        return { reason: 'What it is computed from differs, and every row has to be computed anew.' }
      if (fields.includes('type')) return { reason: 'Its default differs too, and is of the other type.' }
      // Without the identity that stands in its place, rows would get no number.
      if (fields.includes('identity'))
        return { reason: 'Its default differs along with whether it is an identity column.' }
      return [wanted.expression ? `${column} SET DEFAULT ${wanted.expression};` : `${column} DROP DEFAULT;`]
    },
    storage: () => [`${column} SET STORAGE ${wanted.storage?.toUpperCase() ?? 'DEFAULT'};`],
    compression: () => [`${column} SET COMPRESSION ${wanted.compression ?? 'default'};`],
    statisticsTarget: () => [`${column} SET STATISTICS ${wanted.statisticsTarget ?? '-1'};`],
    options: () => optionStatements(column, listValue(wanted.options), listValue(present.options)),
  })
}
