import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import type { MaskRule } from '../dump-record'
import { closestName } from './closest-name'
import { whyUnfit } from './mask-fit'
import { whyLinksBreak } from './mask-links'
import { type ColumnToDump, type TableToDump, tableName } from './table-to-dump'

/** The rules for the columns of one table, by column. */
export type TableMasks = ReadonlyMap<string, MaskRule>

/** Tables of the database by `schema.table`, with their columns, chosen or not. */
export type KnownTables = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Holds rules against the tables of a dump. A rule for a partitioned table, or one that others inherit from, is one for each
 * table below it too.
 * @param known all tables of the database, so that a rule for one that this dump leaves out counts as right.
 * @returns the rules of each table that has some, by its OID.
 * @throws AppError `E-DUMP-MASK` naming table and column: where they do not exist, with the closest name; where the column cannot
 * hold the mask; where rows would clash or no longer refer to each other. All other faults are in its detail.
 */
export function checkMasks(
  rules: readonly MaskRule[],
  tables: readonly TableToDump[],
  known: KnownTables = new Map(),
): ReadonlyMap<number, TableMasks> {
  const plan = new Map(tables.map((table) => [table.oid, new Map<string, MaskRule>()]))
  const faults = rules.flatMap((rule) => place(rule, { tables, known, plan }))
  if (faults.length === 0) faults.push(...whyLinksBreak(tables, plan))
  const [first, ...others] = faults
  if (first) throw unfit(first, others)
  return new Map([...plan].filter(([, masks]) => masks.size > 0))
}

interface Placing {
  readonly tables: readonly TableToDump[]
  readonly known: KnownTables
  readonly plan: ReadonlyMap<number, Map<string, MaskRule>>
}

interface Fault {
  readonly message: string
  readonly hint?: string
}

/** Puts a rule to the columns it is for; what is wrong with it. */
function place(rule: MaskRule, { tables, known, plan }: Placing): Fault[] {
  const own = tables.filter(
    (table) => tableName(table) === rule.table || table.ancestors.includes(rule.table),
  )
  if (own.length === 0) return placeElsewhere(rule, tables, known)
  return own.flatMap((table) => {
    const column = table.columns.find(({ name }) => name === rule.column)
    if (!column)
      return [
        noColumn(
          rule,
          table.columns.map(({ name }) => name),
        ),
      ]
    const masks = plan.get(table.oid)
    if (masks?.has(rule.column))
      return [{ message: `${rule.table}.${rule.column} has more than one masking rule.` }]
    masks?.set(rule.column, rule)
    const why = whyUnfit(rule, column)
    return why === null ? [] : [{ message: `${tableName(table)}.${rule.column} cannot be masked so: ${why}` }]
  })
}

/** The table is not in this dump; what matters is whether it is anywhere. */
function placeElsewhere(rule: MaskRule, tables: readonly TableToDump[], known: KnownTables): Fault[] {
  const columns = known.get(rule.table)
  if (columns) return columns.has(rule.column) ? [] : [noColumn(rule, columns)]
  const names = new Set([
    ...known.keys(),
    ...tables.map(tableName),
    ...tables.flatMap(({ ancestors }) => ancestors),
  ])
  const message = `A masking rule is for the table ${rule.table}, which does not exist.`
  return [withClosest(message, closestName(rule.table, names))]
}

function noColumn(rule: MaskRule, columns: Iterable<string>): Fault {
  const message = `A masking rule is for the column ${rule.column} of ${rule.table}, which does not exist.`
  return withClosest(message, closestName(rule.column, columns))
}

function withClosest(message: string, closest: string | null): Fault {
  return closest === null ? { message } : { message, hint: `Did you mean ${closest}?` }
}

/** The error for rules that do not fit: the first fault, and the others as its detail. */
export function unfit({ message, hint }: Fault, others: readonly Fault[] = []): AppError {
  const detail = others.map((fault) => fault.message).join('\n')
  return new AppError({
    code: 'E-DUMP-MASK',
    message,
    hint: hint ?? catalogHint('E-DUMP-MASK'),
    ...(detail === '' ? {} : { detail }),
  })
}

/** Columns of a table whose values its rules replace, and those that are computed from such and are left empty. */
export function maskedColumns(table: Pick<TableToDump, 'columns'>, masks: TableMasks): string[] {
  return table.columns
    .filter((column) => masks.has(column.name) || betrays(column, masks))
    .map(({ name }) => name)
}

/** Whether a generated column would tell what a mask hides. */
export function betrays({ computedFrom }: Pick<ColumnToDump, 'computedFrom'>, masks: TableMasks): boolean {
  return computedFrom.some((name) => masks.has(name))
}
