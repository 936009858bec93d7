import { identifier, join, type Sql, sql } from '../../sql/sql'
import type { MaskRule } from '../dump-record'
import { rowsOf } from './count-rows'
import { qualified } from './lock-tables'
import { betrays, type TableMasks } from './mask'
import { MASK_KEY, maskExpression, typeOf } from './mask-sql'
import type { ColumnToDump, TableToDump } from './table-to-dump'

/** Formats in which we write rows ourselves. */
export type TableFormat = 'csv' | 'jsonl' | 'sql'

const NO_MASKS: ReadonlyMap<string, MaskRule> = new Map()

/** The columns that a script names: those that it can fill. */
function scriptColumns({ columns }: Pick<TableToDump, 'columns'>): readonly ColumnToDump[] {
  return columns.filter(({ isGenerated }) => !isGenerated)
}

/** The statement that sends the rows of a table in a format, masked. */
export function copyStatement(table: TableToDump, format: TableFormat, masks: TableMasks = NO_MASKS): Sql {
  if (format === 'jsonl') return jsonStatement(table, masks)
  const columns = format === 'sql' ? scriptColumns(table) : table.columns
  const options = format === 'csv' ? sql`(format csv, header true)` : sql``
  const isPlain =
    masks.size === 0 && table.condition === '' && !columns.some(({ isGenerated }) => isGenerated)
  // Of a table itself the server makes text faster than of a query.
  if (isPlain && columns.length > 0) {
    return sql`copy ${qualified(table)} (${names(columns)}) to stdout ${options}`
  }
  const values = columns.map((column) => sql`${valueIn(column, masks)} as ${identifier(column.name)}`)
  return sql`copy (select ${join(values, ', ')} from ${source(table, masks)}) to stdout ${options}`
}

function source(table: TableToDump, masks: TableMasks): Sql {
  return masks.size > 0 ? rowsOf(table, MASK_KEY) : rowsOf(table)
}

/**
 * Each row as an object of JSON, printed by the server, so that numbers keep all their digits. As CSV with a quote and a
 * delimiter that JSON cannot contain it comes as it is. A value of type json may hold line breaks between its parts, which
 * become spaces.
 */
function jsonStatement(table: TableToDump, masks: TableMasks): Sql {
  const values = table.columns.map((column) => sql`${jsonValue(column, masks)} as ${identifier(column.name)}`)
  const hasBreaks = table.columns.some(({ holdsJson }) => holdsJson)
  const line = hasBreaks ? sql`translate(row_to_json(r.*)::text, E'\n\r', '  ')` : sql`row_to_json(r.*)`
  return sql`copy (select ${line} from (select ${join(values, ', ')} from ${source(table, masks)}) r)
    to stdout (format csv, quote E'\x01', escape E'\x01', delimiter E'\x02')`
}

/**
 * A type that makes JSON in a way of its own does not read it again; as text every type does. So does an array that does not
 * begin at 1, which no JSON holds. What surrounds a value of type json would be lost when it is read.
 */
function jsonValue(column: ColumnToDump, masks: TableMasks): Sql {
  const value = valueIn(column, masks)
  if (masks.has(column.name)) return value
  if (column.hasOwnJson) return sql`case when num_nulls(${value}) = 0 then format('%s', ${value}) end`
  if (column.category === 'A')
    return sql`case when array_dims(${value}) ~ '[[](?!1:)' then to_json(${value}::text) else to_json(${value}) end`
  return column.baseType === 'json' ? sql`btrim(${value}::text, E' \t\n\r')::json` : value
}

function valueIn(column: ColumnToDump, masks: TableMasks): Sql {
  const value = sql`t.${identifier(column.name)}`
  const rule = masks.get(column.name)
  if (rule) return maskExpression(rule, column, value)
  return betrays(column, masks) ? sql`null::${typeOf(column)}` : value
}

function names(columns: readonly ColumnToDump[]): Sql {
  return join(
    columns.map(({ name }) => identifier(name)),
    ', ',
  )
}

/** The line of a script before the rows of a table. */
export function copyIntoLine(table: TableToDump): Sql {
  const columns = scriptColumns(table)
  const list = columns.length === 0 ? sql`` : sql`(${names(columns)}) `
  return sql`COPY ${qualified(table)} ${list}FROM stdin;`
}
