import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import type { DumpSelection } from '../dump-record'
import { closestName } from './closest-name'
import { patternTest, tablePatternTest } from './name-pattern'
import { holdsPlatformData } from './platform-data'

/** What a selection looks at. */
export interface Selectable {
  readonly schema: string
  readonly name: string
  /** As `schema.table`; who chooses a partitioned table chooses its partitions. */
  readonly ancestors: readonly string[]
}

/**
 * The tables that a selection chooses. Where it names no schemas, those of a Supabase database that hold what is the platform's
 * are left out, as the Supabase CLI does.
 * @throws AppError `E-DUMP-TABLE` for a chosen name that fits nothing, with the closest one.
 */
export function selectTables<T extends Selectable>(
  tables: readonly T[],
  { selection, isSupabase }: { selection: DumpSelection; isSupabase: boolean },
): T[] {
  for (const name of selection.schemas ?? []) checkSchema(name, tables)
  for (const name of selection.tables ?? []) checkTable(name, tables)
  return tables.filter(chosenBy({ selection, isSupabase }))
}

/** Whether a selection chooses something that has a schema and a name, without asking whether all its names fit something. */
export function chosenBy({
  selection,
  isSupabase,
}: {
  selection: DumpSelection
  isSupabase: boolean
}): (table: Selectable) => boolean {
  const isNamed = selection.schemas !== null || selection.tables !== null
  const schemaTests = selection.schemas?.map(patternTest)
  const tableTests = selection.tables?.map(tablePatternTest)
  const excludedSchemas = selection.excludeSchemas.map(patternTest)
  const excludedTables = selection.excludeTables.map(tablePatternTest)
  return (table) => {
    const names = namesOf(table)
    if (isSupabase && !isNamed && holdsPlatformData(table)) return false
    if (schemaTests && !schemaTests.some((test) => test(table.schema))) return false
    if (tableTests && !tableTests.some((test) => names.some(test))) return false
    return (
      !excludedSchemas.some((test) => test(table.schema)) && !excludedTables.some((test) => names.some(test))
    )
  }
}

/**
 * Names of a selection that were to leave something out and fit nothing, such as those that are mistyped: what they were to
 * keep out of a dump is in it.
 * @param tables all there are, as `schema.table`.
 */
export function leavesNothingOut(
  { excludeSchemas, excludeTables }: DumpSelection,
  tables: Iterable<string>,
): string[] {
  const names = [...tables].flatMap(cutsOf)
  return [
    ...excludeSchemas.filter((pattern) => !names.some(({ schema }) => patternTest(pattern)(schema))),
    ...excludeTables.filter((pattern) => !names.some(tablePatternTest(pattern))),
  ]
}

/** A table's own name and those of what it is a part of, in each way in which a name can be cut at a point. */
function namesOf({ schema, name, ancestors }: Selectable): { schema: string; name: string }[] {
  return [{ schema, name }, ...ancestors.flatMap(cutsOf)]
}

function cutsOf(full: string): { schema: string; name: string }[] {
  return [...full.matchAll(/\./g)].map(({ index }) => ({
    schema: full.slice(0, index),
    name: full.slice(index + 1),
  }))
}

function checkSchema(pattern: string, tables: readonly Selectable[]): void {
  const test = patternTest(pattern)
  if (tables.some(({ schema }) => test(schema))) return
  const closest = closestName(pattern, new Set(tables.map(({ schema }) => schema)))
  throw unknown(`No schema with tables is named ${pattern}.`, closest)
}

function checkTable(pattern: string, tables: readonly Selectable[]): void {
  const test = tablePatternTest(pattern)
  if (tables.some((table) => namesOf(table).some(test))) return
  const names = tables.flatMap(({ schema, name, ancestors }) => [`${schema}.${name}`, ...ancestors])
  throw unknown(`No table is named ${pattern}.`, closestName(pattern, new Set(names)))
}

function unknown(message: string, closest: string | null): AppError {
  const hint = closest === null ? catalogHint('E-DUMP-TABLE') : `Did you mean ${closest}?`
  return new AppError({ code: 'E-DUMP-TABLE', message, hint })
}
