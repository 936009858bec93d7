import fs from 'node:fs'
import path from 'node:path'
import type { DumpPlaces } from '../config/dump-settings'
import type { DumpOptions, DumpPart, DumpWhat } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'

/** A file that is made under one name and then gets its own. */
export interface PlacedFile {
  readonly part: DumpPart
  /** Absolute; what is there is replaced. */
  readonly final: string
  /** Beside it, so that renaming is all that is left to do. */
  readonly partial: string
}

/** Where a dump puts what it makes. */
export interface DumpPlan {
  /** The folder of a dump that holds rows: its own, so that nothing is replaced. */
  readonly folder: { readonly final: string; readonly partial: string } | null
  /** Files at their customary places. */
  readonly files: readonly PlacedFile[]
}

interface PlanFor {
  readonly id: string
  readonly what: DumpWhat
  /** When it was asked for, as part of a name. */
  readonly stamp: string
}

/**
 * The places of a dump's files: as configured, or all in one folder that somebody named.
 * @param output absolute, or null.
 */
export function planPlaces(
  directory: string,
  places: DumpPlaces,
  output: string | null,
  { id, what, stamp }: PlanFor,
): DumpPlan {
  const parts: readonly DumpPart[] = what === 'all' ? ['types', 'schema'] : what === 'data' ? [] : [what]
  const files = parts.map((part) => {
    const configured = places[part as Exclude<DumpPart, 'data'>]
    const final = output ? path.join(output, path.basename(configured)) : path.resolve(directory, configured)
    return { part, final, partial: partialOf(final, id) }
  })
  if (what !== 'data' && what !== 'all') return { folder: null, files }
  const final = freeName(path.join(output ?? path.resolve(directory, places.data), `supabase-dump-${stamp}`))
  return { folder: { final, partial: partialOf(final, id) }, files }
}

/** Two dumps may begin in one second; the second one's folder gets a number. */
export function freeName(folder: string): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? folder : `${folder}-${number}`
    if (!fs.existsSync(name)) return name
  }
}

/** The names in a dump's own folder. */
export const IN_FOLDER: Readonly<Record<Exclude<DumpPart, 'data'>, string>> = {
  roles: 'roles.sql',
  types: 'types.ts',
  schema: 'schema.sql',
}

/** The name of the one file with all rows, for formats that have one; null for those with a file for each table. */
export function dataFileName({
  format,
  isCompressed,
}: Pick<DumpOptions, 'format' | 'isCompressed'>): string | null {
  if (format === 'custom') return 'data.dump'
  return format === 'sql' ? `data.sql${isCompressed ? '.gz' : ''}` : null
}

/**
 * Refuses places that cannot take a dump, before anything is read or written.
 * @param isConfigured whether the places are those of the configuration, so that relative ones must lie in the project.
 * @throws AppError E-DUMP-PLACE, E-FILE-WRITE.
 */
export function checkPlaces(directory: string, { folder, files }: DumpPlan, isConfigured: boolean): void {
  for (const final of [...files.map((file) => file.final), ...(folder ? [folder.final] : [])]) {
    const stat = lookAt(fs.lstatSync, final)
    if (stat?.isSymbolicLink()) throw badPlace(final, 'is a link', 'Remove the link, or name another place.')
    if (stat && (final === folder?.final || !stat.isFile()))
      throw badPlace(
        final,
        'is there already and is no file of a dump',
        'Move it away, or name another place.',
      )
    const above = nearestFolder(path.dirname(final))
    const isInside = !path.relative(directory, final).startsWith('..')
    if (isConfigured && isInside && !isBelow(directory, above))
      throw badPlace(
        final,
        'lies behind a link that leads out of the project',
        'Name the real folder in lockstep.config.json.',
      )
    checkWritable(above)
  }
}

/** Makes the folders above the places; gives those that were not there, the uppermost first. Throws AppError E-FILE-WRITE. */
export function makeFoldersAbove({ folder, files }: DumpPlan): string[] {
  const made: string[] = []
  for (const final of [...(folder ? [folder.final] : []), ...files.map((file) => file.final)]) {
    const parent = path.dirname(final)
    try {
      const first = fs.mkdirSync(parent, { recursive: true })
      if (first !== undefined) made.push(...foldersFrom(first, parent))
    } catch (error) {
      throw notWritable(parent, error)
    }
  }
  return made
}

function foldersFrom(first: string, last: string): string[] {
  const folders = [last]
  while (folders[0] !== first) folders.unshift(path.dirname(folders[0] as string))
  return folders
}

function partialOf(final: string, id: string): string {
  return path.join(path.dirname(final), `.${path.basename(final)}.${id}.partial`)
}

/** The folder itself or the first above it that is there. */
export function nearestFolder(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    const stat = lookAt(fs.statSync, at)
    if (stat?.isDirectory()) return at
    if (stat || lookAt(fs.lstatSync, at))
      throw badPlace(at, 'is no folder', 'Move it away, or name another place.')
    if (at === path.dirname(at)) return at
  }
}

/** Null where nothing is, also below something that is no folder. */
function lookAt(look: (file: string) => fs.Stats, file: string): fs.Stats | null {
  try {
    return look(file)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw notWritable(file, error)
  }
}

function isBelow(directory: string, folder: string): boolean {
  const relative = path.relative(fs.realpathSync(directory), fs.realpathSync(folder))
  return !relative.startsWith('..') && !path.isAbsolute(relative)
}

function checkWritable(folder: string): void {
  try {
    fs.accessSync(folder, fs.constants.W_OK)
  } catch (error) {
    throw notWritable(folder, error)
  }
}

function badPlace(place: string, what: string, hint: string): AppError {
  return new AppError({ code: 'E-DUMP-PLACE', message: `${place} ${what}, so the dump was not begun`, hint })
}

function notWritable(folder: string, error: unknown): AppError {
  return new AppError(
    {
      code: 'E-FILE-WRITE',
      message: `Nothing can be written to ${folder}`,
      hint: 'Check that you may write there and that its disk is not read-only, or name another folder with --output.',
      detail: (error as Error).message,
    },
    { cause: error },
  )
}
