import fs from 'node:fs'
import type { DumpOptions, DumpProgram, DumpRoute, DumpWhat } from '../dumps/dump-record'
import { chooseProgram } from '../dumps/pg-dump/choose-program'
import { listAllTables, listTables } from '../dumps/tables/list-tables'
import { checkMasks } from '../dumps/tables/mask'
import type { TableToDump } from '../dumps/tables/table-to-dump'
import type { AppError, AppErrorShape } from '../objects/app-error'
import { withConnection } from '../postgres/connect'
import type { Connection } from '../postgres/connection'
import { writtenPlace } from '../store/dump-files'
import { platformOf } from './database-platform'
import { type DumpAsk, dumpOptions, dumpTarget } from './dump-ask'
import { routeOf } from './dump-moment'
import { checkPlaces, type DumpPlan, dataFileName, IN_FOLDER, nearestFolder, planPlaces } from './dump-places'
import { errorShape } from './error-shape'
import { mayNotRead, noMasksInArchive } from './make-data'
import type { Project } from './project'

/** One thing that is looked at before a dump is begun. */
export interface PreflightCheck {
  readonly name: 'connection' | 'version' | 'route' | 'rights' | 'space' | 'masks'
  readonly state: 'passed' | 'failed' | 'warning'
  readonly message: string
  /** What to do about it; null where nothing is to be done. */
  readonly hint: string | null
}

/** Whether a dump can begin, what it will read and what it will write. */
export interface Preflight {
  readonly formatVersion: 1
  readonly checks: readonly PreflightCheck[]
  readonly canStart: boolean
  /** Tables whose rows will be in it. */
  readonly tables: number
  readonly estimatedRows: number | null
  /** Tables that hold something, of which the server counted no rows yet. */
  readonly uncountedTables: number
  readonly estimatedBytes: number | null
  /** Where it will be written. */
  readonly freeBytes: number | null
  readonly program: DumpProgram | null
  readonly route: DumpRoute | null
  /** Relative to the project, or absolute where they lie elsewhere. */
  readonly writes: readonly string[]
}

const DEADLINE_MS = 30_000

/** gzip makes the text of rows about so much smaller; an archive is compressed too. */
const PACKED = 0.25

type Ask = Pick<DumpAsk, 'environment' | 'what' | 'options' | 'output'>

/** Looks at all that a dump needs, and writes nothing. Throws AppError E-ORIGIN; what else is wrong is in its checks. */
export async function preflightDump(project: Project, ask: Ask): Promise<Preflight> {
  const { directory } = project.place
  const { dumps } = await project.config()
  const options = dumpOptions(ask.options, dumps)
  const { environments } = await project.config()
  if (!environments.some(({ name }) => name === ask.environment)) await dumpTarget(project, ask.environment)
  const plan = planPlaces(directory, dumps.places, ask.output ?? null, {
    id: 'preflight',
    what: ask.what,
    stamp: 'YYYY-MM-DDTHH-MM-SS',
  })
  const server = await lookAtServer(project, ask, options)
  const { checks: ofServer, ...facts } = server
  const freeBytes = freeAt(plan)
  const checks = [...ofServer, ...spaceCheck(directory, plan, ask, facts.estimatedBytes, freeBytes)]
  return {
    formatVersion: 1,
    checks,
    canStart: checks.every(({ state }) => state !== 'failed'),
    ...facts,
    freeBytes,
    writes: writesOf(directory, plan, ask.what, options),
  }
}

type Looked = Pick<
  Preflight,
  'checks' | 'tables' | 'estimatedRows' | 'uncountedTables' | 'estimatedBytes' | 'program' | 'route'
>

const NOTHING: Looked = {
  checks: [],
  tables: 0,
  estimatedRows: null,
  uncountedTables: 0,
  estimatedBytes: null,
  program: null,
  route: null,
}

async function lookAtServer(project: Project, ask: Ask, options: DumpOptions): Promise<Looked> {
  try {
    const { target } = await dumpTarget(project, ask.environment)
    return await withConnection(target, { isUrgent: true, deadlineMs: DEADLINE_MS }, (connection) =>
      look(connection, ask.what, options),
    )
  } catch (error) {
    return { ...NOTHING, checks: [failed('connection', error)] }
  }
}

async function look(connection: Connection, what: DumpWhat, options: DumpOptions): Promise<Looked> {
  const checks: PreflightCheck[] = [
    passed('connection', `Signed in to ${connection.target.name}, PostgreSQL ${connection.serverVersion}`),
  ]
  const hasRows = what === 'data' || what === 'all'
  const program = await attempt(checks, 'version', async () => {
    if (what === 'types' || what === 'roles') return null
    const { passedOver, ...chosen } = await chooseProgram(Number.parseInt(connection.serverVersion, 10))
    const where = chosen.build === 'native' ? chosen.path : 'the built-in one'
    checks.push(
      passed('version', `pg_dump ${chosen.version} (${where}) can read it`, passedOver.join(' ') || null),
    )
    return chosen
  })
  const route = await attempt(checks, 'route', async () => {
    const found = await routeOf(connection)
    checks.push(passed('route', found === 'direct' ? 'Reached directly' : 'Reached through a session pooler'))
    return found
  })
  const tables = hasRows
    ? await attempt(checks, 'rights', () => chosenTables(connection, options, checks))
    : []
  const known = tables ?? []
  const rows = known.map(({ estimatedRows }) => estimatedRows)
  const isPacked = options.isCompressed || options.format === 'custom'
  const bytes = known.reduce((sum, table) => sum + table.bytes, 0)
  return {
    checks,
    program: program ?? null,
    route: route ?? null,
    tables: known.length,
    estimatedRows: hasRows && tables ? rows.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null,
    uncountedTables: known.filter((table) => table.estimatedRows === null && table.bytes > 0).length,
    estimatedBytes: hasRows && tables ? Math.round(bytes * (isPacked ? PACKED : 1)) : null,
  }
}

/** The tables that the options choose; notes whether all may be read, and whether the masking rules fit. */
async function chosenTables(
  connection: Connection,
  options: DumpOptions,
  checks: PreflightCheck[],
): Promise<TableToDump[]> {
  const { client } = connection
  await client.query(
    'begin isolation level repeatable read, read only; set local search_path = pg_catalog, pg_temp',
  )
  try {
    const isSupabase = await platformOf(client)
    const tables = await listTables(client, { selection: options.selection, isSupabase })
    const unreadable = tables.filter(({ isReadable, hidesRows }) => !isReadable || hidesRows)
    const readable = tables.filter((table) => !unreadable.includes(table))
    const all = `All ${tables.length} tables may be read`
    if (unreadable.length === 0) checks.push(passed('rights', all))
    else {
      const { message, hint, detail } = mayNotRead(unreadable)
      const state = options.skipsUnreadable ? 'warning' : 'failed'
      checks.push({ name: 'rights', state, message, hint: [detail, hint].filter(Boolean).join(' ') })
    }
    if (options.masks.length > 0) {
      await attempt(checks, 'masks', async () => {
        if (options.format === 'custom') throw noMasksInArchive()
        const masked = checkMasks(options.masks, readable, await listAllTables(client))
        checks.push(
          passed('masks', `Masking rules fit ${masked.size} ${masked.size === 1 ? 'table' : 'tables'}`),
        )
      })
    }
    return readable
  } finally {
    await client.query('rollback').catch(() => undefined)
  }
}

async function attempt<T>(
  checks: PreflightCheck[],
  name: PreflightCheck['name'],
  step: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await step()
  } catch (error) {
    checks.push(failed(name, error))
    return undefined
  }
}

function spaceCheck(
  directory: string,
  plan: DumpPlan,
  { output }: Ask,
  estimated: number | null,
  free: number | null,
): PreflightCheck[] {
  try {
    checkPlaces(directory, plan, output === undefined)
  } catch (error) {
    return [failed('space', error)]
  }
  if (free === null) return []
  const needed = estimated ?? 0
  if (needed > free) {
    const message = `It needs about ${megabytes(needed)}, and ${megabytes(free)} are free`
    return [
      {
        name: 'space',
        state: 'failed',
        message,
        hint: 'Free some space, compress, or choose another folder.',
      },
    ]
  }
  if (needed * 2 > free) {
    const message = `It needs about ${megabytes(needed)}, and only ${megabytes(free)} are free`
    return [
      {
        name: 'space',
        state: 'warning',
        message,
        hint: 'What it will need is estimated; free some space to be sure.',
      },
    ]
  }
  return [passed('space', `${megabytes(free)} are free`)]
}

function freeAt({ folder, files }: DumpPlan): number | null {
  try {
    const { bavail, bsize } = fs.statfsSync(nearestFolder((folder ?? files[0])?.final ?? '.'))
    return bavail * bsize
  } catch {
    return null
  }
}

/** Everything that will be written, with a star for what is known only then. */
function writesOf(
  directory: string,
  { folder, files }: DumpPlan,
  what: DumpWhat,
  options: DumpOptions,
): string[] {
  const single = files.map(({ final }) => writtenPlace(directory, final))
  if (!folder) return single
  const place = writtenPlace(directory, folder.final)
  const parts = what === 'all' ? Object.values(IN_FOLDER) : []
  const ending = `${options.format}${options.isCompressed ? '.gz' : ''}`
  const rows = dataFileName(options) ?? `tables/*.${ending}`
  return [...[...parts, rows, 'manifest.json'].map((name) => `${place}/${name}`), ...single]
}

function megabytes(bytes: number): string {
  if (bytes < 1e6) return '1 MB'
  return bytes < 1e10 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e9)} GB`
}

function passed(name: PreflightCheck['name'], message: string, hint: string | null = null): PreflightCheck {
  return { name, state: 'passed', message, hint }
}

function failed(name: PreflightCheck['name'], error: AppError | unknown): PreflightCheck {
  const { message, hint, detail }: AppErrorShape = errorShape(error)
  return { name, state: 'failed', message: detail ? `${message} (${detail})` : message, hint }
}
