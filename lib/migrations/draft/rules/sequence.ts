import { sequenceSettings } from '../../../kinds/sequence'
import { isTrue, type Row, text } from '../../../objects/row'
import { qualifiedName } from '../../../sql/display'
import { splitStatements } from '../../../sql/split-statements'
import type { DraftRule } from '../change'

const nameOf = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'name'))

/** The fields in the order of their clauses; see sequenceSettings. */
const SETTINGS = ['type', 'start', 'increment', 'minimum', 'maximum', 'cache', 'cycles']

const BELONGING = 'What it belongs to differs, or how it is kept.'

/** How far one has counted is data. */
export const sequenceRule: DraftRule = {
  create: (wanted, { kind }, { find, isMade }) => {
    const [schema, table, column] = [wanted.tableSchema, wanted.table, wanted.column]
    const ofColumn = schema && table && column ? [schema, table, column] : null
    const isOfNew =
      ofColumn !== null &&
      (isMade({ kind: 'column', address: ofColumn }) ||
        isMade({ kind: 'table', address: ofColumn.slice(0, 2) }))
    if (isTrue(wanted, 'isIdentity')) {
      return isOfNew ? 'included' : { reason: 'It belongs to an identity column that is there already.' }
    }
    // A column's default needs its sequence, and what owns the sequence is that column.
    const statements = splitStatements(kind.ddl(wanted, find)).statements.map(({ text }) => `${text};`)
    return { statements }
  },
  change: ({ wanted }, { fields }) => {
    const clauses = sequenceSettings(wanted)
    const settings = fields.filter((field) => SETTINGS.includes(field))
    const others = fields.filter((field) => !SETTINGS.includes(field))
    const changed = settings.map((field) => clauses[SETTINGS.indexOf(field)])
    const alter = `ALTER SEQUENCE ${nameOf(wanted)} ${changed.join(' ')};`
    return {
      parts: [
        ...(settings.length > 0 ? [{ fields: settings, statements: [alter] }] : []),
        ...(others.length > 0 ? [{ fields: others, reason: BELONGING }] : []),
      ],
    }
  },
}
