import { nameAndRest } from '../../../kinds/view-parts'
import { listValue } from '../../../objects/list-value'
import { type Row, text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'

const nameOf = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'name'))

/** `create or replace` keeps grants, comments and what reads the view; it can only add columns at the end. */
export const viewRule: DraftRule = {
  create: asShown,
  change: ({ wanted, present }, { kind }) => {
    const [columns, before] = [listValue(wanted.columns), listValue(present.columns)]
    if (before.some((column, i) => columns[i] !== column)) {
      return {
        reason:
          'Its columns differ in more than new ones at the end. Postgres can only drop such a view and make it anew, which takes along its grants and whatever reads it.',
      }
    }
    const replaced = kind.ddl(wanted, () => []).replace(/^CREATE VIEW/, 'CREATE OR REPLACE VIEW')
    return { statements: [[replaced, ...goneDefaults(wanted, present)].join('\n')] }
  },
  drop: (present) => ({ statements: [`DROP VIEW ${nameOf(present)};`] }),
}

function goneDefaults(wanted: Row, present: Row): string[] {
  const named = (row: Row) => listValue(row.defaults).map((entry) => nameAndRest(entry)[0])
  return named(present)
    .filter((column) => !named(wanted).includes(column))
    .map((column) => `ALTER VIEW ${nameOf(wanted)} ALTER COLUMN ${quoteName(column)} DROP DEFAULT;`)
}
