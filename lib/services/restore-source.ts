import fs from 'node:fs'
import path from 'node:path'
import type { DumpRecord } from '../dumps/dump-record'
import type { RestoredFile, RestoreParts, RowsFile } from '../dumps/restore/restore-parts'
import { tableFileNames } from '../dumps/tables/file-names'
import { KINDS_BY_NAME } from '../kinds/all'
import { AppError } from '../objects/app-error'
import type { Snapshot } from '../objects/snapshot'
import { listDumps, snapshotFileOf } from '../store/dump-library'
import { readSnapshotFile } from '../store/snapshot-file'
import { type OpenedDump, openDump } from './open-dump'
import type { Project } from './project'

/** A dump with all that is needed to restore it. */
export interface RestoreSource {
  /** Null for a file of somebody else's, of which nothing is known. */
  readonly record: DumpRecord | null
  /** Whether the library of the project has it. */
  readonly isOurs: boolean
  readonly parts: RestoreParts
  /** Of the moment that it shows, where one was kept. */
  readonly snapshot: Snapshot | null
  /** What to know about where the parts come from, as lines for people. */
  readonly notes: readonly string[]
}

/**
 * What can be restored of the dump that a word stands for: an id, the folder of a dump, or a script or archive of
 * pg_dump. Rows alone are restored over the schema of another dump of the same environment and the same schema.
 * @throws AppError E-DUMP where there is none, E-RESTORE-NOTHING where it holds nothing to restore, and what reading
 * records and snapshots throws.
 */
export async function restoreSource(project: Pick<Project, 'place'>, word: string): Promise<RestoreSource> {
  const loose = path.resolve(project.place.directory, word)
  if (isScript(loose)) return { ...UNKNOWN, parts: { roles: null, scripts: [scriptFile(loose)], rows: [] } }
  const { directory } = project.place
  const opened = openDump(project, word)
  const parts = partsOf(opened)
  const snapshot = await keptSnapshot(directory, opened)
  const { record, isOurs } = opened
  if (parts.scripts.length === 0 && parts.rows.length === 0) throw holdsNothing(record)
  if (opened.files.some(({ part }) => part === 'schema'))
    return { record, isOurs, parts, snapshot, notes: [] }
  const companion = schemaFor(project, record)
  return {
    record,
    isOurs,
    snapshot: snapshot ?? (await keptSnapshot(directory, companion)),
    parts: { ...parts, scripts: [...partsOf(companion).scripts, ...parts.scripts] },
    notes: [
      `It holds rows alone: the schema is that of dump ${companion.record.id}, which had the same objects.`,
    ],
  }
}

const UNKNOWN = { record: null, isOurs: false, snapshot: null, notes: [] } as const

function isScript(file: string): boolean {
  if (!/\.(?:sql|dump|sql\.gz)$/i.test(file)) return false
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true
}

function scriptFile(file: string): RestoredFile {
  return { path: file, name: path.basename(file), part: 'data', sha256: null }
}

/** The parts in the order in which they are restored; of several files of the schema, that beside the rows. */
function partsOf({ files, record }: OpenedDump): RestoreParts {
  const restored = files.map(({ place, path: name, part, sha256 }) => ({ path: place, name, part, sha256 }))
  const of = (part: RestoredFile['part']) => restored.filter((file) => file.part === part)
  const rows = of('data').flatMap((file) => rowsFile(file, record))
  const scripts = of('data').filter((file) => !rows.some((each) => each.file === file))
  const schema = besideRows(of('schema'), of('data'))
  return {
    roles: besideRows(of('roles'), of('data')),
    scripts: [...(schema ? [schema] : []), ...scripts],
    rows,
  }
}

/** Where a part was written twice, the one in the folder of the rows stays when the next dump is made. */
function besideRows(files: readonly RestoredFile[], rows: readonly RestoredFile[]): RestoredFile | null {
  const folders = rows.flatMap((file) => [path.dirname(file.path), path.dirname(path.dirname(file.path))])
  return files.find((file) => folders.includes(path.dirname(file.path))) ?? files.at(-1) ?? null
}

/** A file of one table's rows: its name is the table's. */
function rowsFile(file: RestoredFile, { tables }: DumpRecord): RowsFile[] {
  const [, stem, format] = /([^/\\]+)\.(csv|jsonl)(?:\.gz)?$/.exec(file.name) ?? []
  if (stem === undefined) return []
  const names = tableFileNames(tables.map(({ schema, name }, oid) => ({ schema, name, oid })))
  const table = tables.find((_, oid) => names.get(oid) === stem)
  if (!table) return []
  return [{ schema: table.schema, name: table.name, format: format as RowsFile['format'], file }]
}

async function keptSnapshot(
  directory: string,
  { record, isOurs }: Pick<OpenedDump, 'record' | 'isOurs'>,
): Promise<Snapshot | null> {
  if (!isOurs || record.fingerprint === null) return null
  const file = snapshotFileOf(directory, record.id)
  return fs.existsSync(file) ? readSnapshotFile(file, KINDS_BY_NAME) : null
}

/** The newest dump of the same objects that holds their schema. */
function schemaFor(project: Pick<Project, 'place'>, record: DumpRecord): OpenedDump {
  const { records } = listDumps(project.place.directory)
  const isSame = (each: DumpRecord) =>
    each.environment === record.environment &&
    record.fingerprint !== null &&
    each.fingerprint === record.fingerprint &&
    each.files.some(({ part }) => part === 'schema')
  for (const each of records.filter(isSame)) {
    const opened = openDump(project, each.id)
    if (partsOf(opened).scripts.every((file) => fs.existsSync(file.path))) return opened
  }
  throw new AppError({
    code: 'E-RESTORE-NOTHING',
    message: `Dump ${record.id} holds rows alone, and there is no dump of the schema that they belong to`,
    hint: `Dump the schema of ${record.environment} along with its rows: \`lockstep dump ${record.environment}\`.`,
  })
}

function holdsNothing({ id, what }: DumpRecord): AppError {
  return new AppError({
    code: 'E-RESTORE-NOTHING',
    message: `Dump ${id} holds ${what} alone, of which nothing can be restored by itself`,
    hint: 'Choose a dump of the schema, of data or of all.',
  })
}
