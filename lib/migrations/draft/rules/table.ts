import { listValue } from '../../../objects/list-value'
import { isTrue, type Row, text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'
import { byField } from './by-field'
import { optionStatements } from './options'

const nameOf = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'name'))

/** With its columns; what else belongs to it are objects of their own. */
export const tableRule: DraftRule = {
  create: asShown,
  change: ({ wanted, present }, { fields }) => {
    const table = `ALTER TABLE ${nameOf(wanted)}`
    // Of what else differs, the order of columns holds nothing back.
    const others = fields.filter((field) => field !== 'columnOrder')
    return byField(others.length > 0 ? others : fields, {
      rowSecurity: () => [
        `${table} ${isTrue(wanted, 'rowSecurity') ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY;`,
      ],
      forceRowSecurity: () => [
        `${table} ${isTrue(wanted, 'forceRowSecurity') ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY;`,
      ],
      replicaIdentity: () => [`${table} REPLICA IDENTITY ${replicaIdentity(wanted)};`],
      options: () => optionStatements(table, listValue(wanted.options), listValue(present.options)),
      persistence: () => persistence(wanted),
    })
  },
}

function persistence(wanted: Row) {
  if (wanted.partitionKey)
    return { reason: 'Whether it is logged differs, which is said of partitions, one by one.' }
  const isUnlogged = text(wanted, 'persistence') === 'unlogged'
  const name = nameOf(wanted)
  return {
    statements: [`ALTER TABLE ${name} SET ${isUnlogged ? 'UNLOGGED' : 'LOGGED'};`],
    cautions: [
      `${name} is written anew, and nobody reads or writes it meanwhile.`,
      ...(isUnlogged ? [`${name} is no longer logged: a crash of the server empties it.`] : []),
    ],
  }
}

function replicaIdentity(row: Row): string {
  return row.replicaIndex
    ? `USING INDEX ${quoteName(row.replicaIndex)}`
    : text(row, 'replicaIdentity').toUpperCase()
}
