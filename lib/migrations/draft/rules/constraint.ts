import { tableOf } from '../../../kinds/constraint-parts'
import { isTrue, type Row, text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { DraftRule } from '../change'

const nameOf = (row: Row) => quoteName(text(row, 'name'))
const tableName = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'table'))

/** Keys, foreign keys, checks and exclusions. */
export const constraintRule: DraftRule = {
  create: (wanted, { kind }, { find, isMade }) => {
    if (wanted.isSwitchedOn === 'f')
      return { reason: 'Its triggers are switched off by hand, which no migration should do.' }
    return {
      statements: [kind.ddl(wanted, find)],
      cautions:
        isMade(tableOf(wanted)) || !checksRows(wanted)
          ? []
          : [
              `${tableName(wanted)} gets the ${kind.label.one} ${text(wanted, 'name')}: where rows break it, the statement fails.`,
            ],
    }
  },
  change: ({ wanted }, { fields, kind }) => {
    const isValidation = fields.every((field) => field === 'isValid') && isTrue(wanted, 'isValid')
    if (isValidation && kind.name !== 'primary-key' && kind.name !== 'unique-constraint') {
      return {
        statements: [`ALTER TABLE ${tableName(wanted)} VALIDATE CONSTRAINT ${nameOf(wanted)};`],
        cautions: [`${tableName(wanted)} is read to its end: where a row breaks it, the statement fails.`],
      }
    }
    return {
      reason:
        'A constraint can only be dropped and made anew, and between the two nothing holds rows to it. That needs a migration that people write.',
    }
  },
}

/** Those that are not valid or not enforced are held against no row that is there already. */
function checksRows({ isValid, isEnforced }: Row): boolean {
  return isValid !== 'f' && isEnforced !== 'f'
}

/** A NOT NULL with a name of its own comes with its column, but for one that is not valid. */
export const notNullRule: DraftRule = {
  create: (wanted, { kind }, { find, isMade }) => {
    const column = {
      kind: 'column',
      address: [text(wanted, 'schema'), text(wanted, 'table'), text(wanted, 'column')],
    }
    const isOfNewColumn = isMade(column) || isMade(tableOf(wanted))
    if (isOfNewColumn && isTrue(wanted, 'isValid')) return 'included'
    return { statements: [kind.ddl(wanted, find)] }
  },
}
