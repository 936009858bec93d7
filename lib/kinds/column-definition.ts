import type { FindRows } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { sequenceSettings } from './sequence'

/** One column as it stands inside CREATE TABLE; in a table of a type, that names the type, only what is set besides it. */
export function columnDefinition(column: Row, find: FindRows, isOfType = false): string {
  const parts = [quoteName(text(column, 'name')), ...(isOfType ? [] : [text(column, 'type')])]
  if (column.collation && !isOfType) parts.push(`COLLATE ${column.collation}`)
  parts.push(...notNullClause(column, find))
  if (column.generated) {
    parts.push(`GENERATED ALWAYS AS (${column.expression}) ${text(column, 'generated').toUpperCase()}`)
  } else if (column.identity) {
    parts.push(`GENERATED ${column.identity.toUpperCase()} AS IDENTITY${identityOptions(column, find)}`)
  } else if (column.expression) {
    parts.push(`DEFAULT ${column.expression}`)
  }
  return isOfType && parts.length === 1 ? `${parts[0]} WITH OPTIONS` : parts.join(' ')
}

/** One that is NOT VALID can only be added to the table. */
function notNullClause(column: Row, find: FindRows): string[] {
  if (!isTrue(column, 'notNull')) return []
  const [named] = find('not-null-constraint', text(column, 'schema'), text(column, 'table')).filter(
    (constraint) => constraint.column === column.name,
  )
  if (!named) return ['NOT NULL']
  if (!isTrue(named, 'isValid')) return []
  return [
    `CONSTRAINT ${quoteName(text(named, 'name'))} NOT NULL${isTrue(named, 'noInherit') ? ' NO INHERIT' : ''}`,
  ]
}

/** What is set on a column after it is made, as statements. */
export function columnSettings(column: Row): string[] {
  const options = listValue(column.options)
  const foreignOptions = listValue(column.foreignOptions).map((option) => {
    const [name, ...value] = option.split('=')
    return `ADD ${quoteName(name as string)} '${value.join('=').replaceAll("'", "''")}'`
  })
  const settings = [
    ...(column.storage ? [`SET STORAGE ${column.storage.toUpperCase()}`] : []),
    ...(column.compression ? [`SET COMPRESSION ${column.compression}`] : []),
    ...(column.statisticsTarget ? [`SET STATISTICS ${column.statisticsTarget}`] : []),
    ...(options.length > 0 ? [`SET (${options.join(', ')})`] : []),
    ...(foreignOptions.length > 0 ? [`OPTIONS (${foreignOptions.join(', ')})`] : []),
  ]
  return settings.map((setting) => alterColumn(column, setting))
}

/** What a column that is only inherited has of its own, as statements: its default, and its NOT NULL. */
export function inheritedSettings(column: Row, find: FindRows): string[] {
  const from = neededObjects({ needs: column.inheritedFrom ?? null })
  if (isTrue(column, 'isLocal') || column.generated || from.length === 0) return []
  const above = from.flatMap(({ address: [schema = '', table = '', name] }) =>
    find('column', schema, table).filter((each) => each.name === name),
  )
  const isOwnDefault = above.some((each) => (each.expression ?? null) !== (column.expression ?? null))
  const isOwnNotNull = isTrue(column, 'notNull') && !above.some((each) => isTrue(each, 'notNull'))
  const settings = [
    ...(isOwnDefault ? [column.expression ? `SET DEFAULT ${column.expression}` : 'DROP DEFAULT'] : []),
    ...(isOwnNotNull ? ['SET NOT NULL'] : []),
  ]
  return settings.map((setting) => alterColumn(column, setting))
}

function alterColumn(column: Row, setting: string): string {
  const table = qualifiedName(text(column, 'schema'), text(column, 'table'))
  const word = text(column, 'tableKind') === 'foreign-table' ? 'FOREIGN TABLE' : 'TABLE'
  return `ALTER ${word} ${table} ALTER COLUMN ${quoteName(text(column, 'name'))} ${setting};`
}

function identityOptions(column: Row, find: FindRows): string {
  const sequence = find('sequence').find(
    (row) =>
      isTrue(row, 'isIdentity') &&
      row.tableSchema === column.schema &&
      row.table === column.table &&
      row.column === column.name,
  )
  if (!sequence) return ''
  const [, ...settings] = sequenceSettings(sequence)
  const name = qualifiedName(text(sequence, 'schema'), text(sequence, 'name'))
  return ` (SEQUENCE NAME ${name} ${settings.join(' ')})`
}
