import path from 'node:path'
import type { DumpedTable, DumpOptions } from '../dumps/dump-record'
import type { ChosenProgram } from '../dumps/pg-dump/choose-program'
import { runPgDump } from '../dumps/pg-dump/run-pg-dump'
import { dataArguments } from '../dumps/schema/dump-arguments'
import { countRows } from '../dumps/tables/count-rows'
import { listAllTables, listLeftOut, listTables } from '../dumps/tables/list-tables'
import { leavesNothingOut } from '../dumps/tables/select-tables'
import { type ColumnToDump, type TableToDump, tableName } from '../dumps/tables/table-to-dump'
import { writeTables } from '../dumps/tables/write-tables'
import { AppError } from '../objects/app-error'
import type { DataOutcome, MadeFile, PartsJob } from './dump-job'
import { onMoment, PATIENCE_MS } from './dump-moment'
import { dataFileName } from './dump-places'

/** Slower than that, nobody reads from a disk; in bytes for each millisecond. */
const SLOWEST_READ = 2_000

/** Dumps the rows that the options choose. */
export async function makeData(job: PartsJob, progress: { hasRows: boolean }): Promise<DataOutcome> {
  const { record, moment, tools } = job
  const { options } = record
  const choice = { selection: options.selection, isSupabase: moment.isSupabase }
  const { client } = moment.connection
  tools.meter.begin('data')
  const all = await onMoment(moment, () => listTables(client, choice))
  const unreadable = all.filter(({ isReadable, hidesRows }) => !isReadable || hidesRows)
  if (unreadable.length > 0 && !options.skipsUnreadable) throw mayNotRead(unreadable)
  const tables = all.filter((table) => !unreadable.includes(table))
  if (tables.length === 0 && all.length + Number(isSelective(options)) > 0) throw nothingChosen()
  const leavesOut = [
    ...(await onMoment(moment, () => listLeftOut(client, choice))),
    ...unreadable.map((table) => `${tableName(table)}: the role may not read all its rows`),
    ...chosenAway(options, await onMoment(moment, async () => (await listAllTables(client)).keys())),
    ...(await onMoment(moment, () => notRows(job, tables))),
  ]
  for (const line of leavesOut) tools.log(`Left out: ${line}`)
  const counts = await countAll(job, tables)
  const expected = tables.reduce((sum, { bytes }) => sum + bytes, 0)
  // How small rows become when they are packed, nobody knows before.
  const isPacked = options.isCompressed || options.format === 'custom'
  tools.meter.begin('data', expected > 0 && !isPacked ? expected : null)
  const onBytes = (total: number) => {
    progress.hasRows ||= total > 0
    tools.meter.bytes(total)
  }
  const isOurs = writesRows(options)
  const written = isOurs
    ? await writeOurselves(job, tables, onBytes)
    : await runProgram(job, unreadable.length > 0 || isSelective(options) ? tables : null, onBytes)
  return {
    files: written.files,
    tables: tables.map((table) => {
      const own = written.tables.find(({ schema, name }) => schema === table.schema && name === table.name)
      return {
        schema: table.schema,
        name: table.name,
        rowsOnServer: counts.get(tableName(table)) ?? 0,
        rows: own?.rows ?? null,
        sha256: own?.sha256 ?? null,
        masked: own?.masked ?? [],
      }
    }),
    leavesOut,
  }
}

async function countAll({ moment, tools }: PartsJob, tables: readonly TableToDump[]) {
  const { connection } = moment
  tools.log(`Counting the rows of ${tables.length} tables`)
  const sizes = new Map(tables.map((table) => [tableName(table), table.bytes]))
  const onTable = (name: string) => {
    tools.meter.at(name)
    connection.setDeadline(PATIENCE_MS + (sizes.get(name) ?? 0) / SLOWEST_READ)
  }
  return onMoment(moment, () => countRows(connection.client, tables, { signal: tools.signal, onTable }))
}

interface Written {
  readonly files: readonly MadeFile[]
  readonly tables: readonly Pick<DumpedTable, 'schema' | 'name' | 'rows' | 'sha256' | 'masked'>[]
}

/** By COPY over the connection that holds the moment. */
async function writeOurselves(
  { record, moment, plan, tools }: PartsJob,
  tables: readonly TableToDump[],
  onBytes: (total: number) => void,
): Promise<Written> {
  const { format, isCompressed, selection, masks } = record.options
  const folder = plan.folder?.partial as string
  if (format === 'custom') throw noMasksInArchive()
  const { connection, isSupabase } = moment
  let renewed = performance.now()
  const stillThere = () => {
    if (performance.now() - renewed < 1000) return
    renewed = performance.now()
    connection.setDeadline(PATIENCE_MS)
  }
  const made = await onMoment(moment, () =>
    writeTables(connection.client, {
      folder,
      format,
      gzip: isCompressed,
      tables,
      selection,
      isSupabase,
      masks,
      signal: tools.signal,
      onBytes: (total) => {
        stillThere()
        onBytes(total)
      },
      onTable: (name) => {
        tools.meter.at(name)
        tools.log(`Copying ${name}`)
        connection.setDeadline(PATIENCE_MS)
      },
    }),
  )
  const files = made.files.map(({ name, bytes, sha256 }) => ({
    part: 'data' as const,
    file: path.join(folder, ...name.split('/')),
    bytes,
    sha256,
  }))
  return { files, tables: made.tables }
}

/** By pg_dump over a connection of its own, as of the moment that is held. */
async function runProgram(
  { record, target, moment, plan, program, tools }: PartsJob,
  tables: readonly TableToDump[] | null,
  onBytes: (total: number) => void,
): Promise<Written> {
  const { isSupabase, snapshotId } = moment
  const format = record.options.format as 'sql' | 'custom'
  const file = path.join(plan.folder?.partial as string, dataFileName(record.options) as string)
  const written = await runPgDump({
    target,
    program: program as ChosenProgram,
    args: dataArguments({ isSupabase, snapshotId, format, tables }),
    filter: isSupabase && format === 'sql' ? 'supabaseData' : null,
    gzip: format === 'sql' && record.options.isCompressed,
    file,
    signal: tools.signal,
    onBytes,
    onLine: tools.log,
  })
  const { bytes, sha256 } = written
  return { files: [{ part: 'data', file, bytes, sha256 }], tables: [] }
}

function isSelective({ selection }: DumpOptions): boolean {
  const { schemas, tables, excludeSchemas, excludeTables } = selection
  return schemas !== null || tables !== null || excludeSchemas.length > 0 || excludeTables.length > 0
}

/**
 * Whether rows are copied by us rather than by pg_dump: formats that it does not have, masks, and scripts of chosen tables,
 * to which it would not give where their sequences stand.
 */
function writesRows(options: DumpOptions): boolean {
  const { format, masks } = options
  return (
    format === 'csv' || format === 'jsonl' || masks.length > 0 || (format === 'sql' && isSelective(options))
  )
}

/** What belongs to data and is no rows of tables, and this dump cannot hold. */
async function notRows({ record, moment }: PartsJob, tables: readonly TableToDump[]): Promise<string[]> {
  const { options } = record
  const { rows } = await moment.connection.client.query(
    'select count(*)::int as large from pg_catalog.pg_largeobject_metadata',
  )
  const large = Number(rows[0]?.large)
  const isWhole = !writesRows(options) && !isSelective(options) && !moment.isSupabase
  const holdsJson = options.format === 'jsonl' && tables.some(({ columns }) => columns.some(isOfJson))
  const hasSequences = options.format === 'sql' || (options.format === 'custom' && !isSelective(options))
  return [
    ...(large > 0 && !isWhole ? [`${large} large objects`] : []),
    ...(holdsJson ? ['Of columns with JSON: whether a missing value is null or the null of JSON'] : []),
    ...(hasSequences ? [] : ['Where sequences stand: set them anew after the rows are loaded']),
  ]
}

function isOfJson({ baseType }: ColumnToDump): boolean {
  return baseType === 'json' || baseType === 'jsonb'
}

function nothingChosen(): AppError {
  return new AppError({
    code: 'E-DUMP-TABLE',
    message: 'What was chosen leaves no table whose rows could be dumped',
    hint: 'Check the schemas and tables that are chosen and left out, also under "dumps" in lockstep.config.json.',
  })
}

/** What the options leave out, so that nobody takes the rest for everything. */
function chosenAway({ selection }: DumpOptions, names: Iterable<string>): string[] {
  const { schemas, tables } = selection
  const idle = leavesNothingOut(selection, names)
  const excludeSchemas = selection.excludeSchemas.filter((name) => !idle.includes(name))
  const excludeTables = selection.excludeTables.filter((name) => !idle.includes(name))
  return [
    schemas ? `Rows of other schemas than ${schemas.join(', ')}` : null,
    tables ? `Rows of other tables than ${tables.join(', ')}` : null,
    excludeSchemas.length > 0 ? `Rows of the schemas ${excludeSchemas.join(', ')}` : null,
    excludeTables.length > 0 ? `Rows of the tables ${excludeTables.join(', ')}` : null,
    idle.length > 0 ? `Nothing is named ${idle.join(', ')}, which was to be left out` : null,
  ].filter((line) => line !== null)
}

const MOST_NAMED = 10

/** The refusal of tables whose rows a dump would not hold, or not all of them. */
export function mayNotRead(tables: readonly TableToDump[]): AppError {
  const names = tables.slice(0, MOST_NAMED).map(tableName)
  const more = tables.length > names.length ? ` and ${tables.length - names.length} more` : ''
  const hidden = tables.filter(({ isReadable }) => isReadable).map(tableName)
  const grant = hidden.length < tables.length ? 'Let an owner run: grant pg_read_all_data to your_role. ' : ''
  const bypass =
    hidden.length > 0
      ? 'Dump as a role that row-level security does not hold back: the owner of the tables, where it is not forced, or one that was altered with bypassrls. '
      : ''
  return new AppError({
    code: 'E-DUMP-RIGHTS',
    message: `The role may not read all rows of ${names.join(', ')}${more}`,
    hint: `${grant}${bypass}Or leave them out, by the option on the page or --skip-unreadable; their names are kept with the dump.`,
    ...(hidden.length > 0
      ? { detail: `Row-level security hides rows of ${hidden.slice(0, MOST_NAMED).join(', ')} from it.` }
      : {}),
  })
}

/** The refusal of masking rules for the one format that only pg_dump writes. */
export function noMasksInArchive(): AppError {
  return new AppError({
    code: 'E-DUMP-MASK',
    message: 'pg_dump’s own archive cannot hold masked values',
    hint: 'Choose the format sql, csv or jsonl, or leave the masking rules out.',
  })
}
