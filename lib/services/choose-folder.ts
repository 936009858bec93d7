import path from 'node:path'
import { comparableName } from '../migrations/create/checked-name'
import { refusal } from '../migrations/create/refusal'
import { labelOf } from '../migrations/findings/context'
import type { FolderRead } from '../migrations/folder-cache'
import type { MigrationFiles } from '../migrations/migration-file'
import { closestWord } from '../objects/closest-word'
import type { MigrationsBoard } from './migrations-board'

/** A folder that could be read. */
export interface ReadFolder extends FolderRead {
  readonly files: MigrationFiles
}

export interface FolderChoice {
  /** As people write it, relative to the project. */
  readonly folder?: string
  /** Id of its tool. */
  readonly tool?: string
}

/**
 * The folder that a new migration goes into: the one that is named, else the only one, else the only one of a tool that
 * an environment keeps a record for.
 * @param column place of that environment.
 * @throws AppError E-NEW-MIGRATION where there is none, it could not be read, or it takes people to choose.
 */
export function chooseFolder(
  { reads, environments }: MigrationsBoard,
  { folder, tool }: FolderChoice,
  column: number,
): ReadFolder {
  const named = folder === undefined ? reads : reads.filter((read) => isNamed(read, folder))
  if (folder !== undefined && named.length === 0) throw noSuchFolder(folder, reads)
  const unread = named.find(({ problem }) => folder !== undefined && problem !== null)
  if (unread?.problem) throw refusal(`${unread.folder.name} cannot take a migration`, unread.problem)
  const fitting = named.filter(
    (read): read is ReadFolder => read.files !== null && (tool === undefined || read.files.tool === tool),
  )
  if (fitting.length === 0) throw noFolder(reads, tool)
  const recorded = environments[column]?.records?.histories.map((history) => history.tool) ?? []
  const own = fitting.filter(({ files }) => recorded.includes(files.tool))
  const [only] = fitting.length === 1 ? fitting : own.length === 1 ? own : []
  if (only) return only
  throw refusal(
    `There are ${fitting.length} folders of migrations that it could go into`,
    `Say which with --folder: ${fitting.map((read) => `${read.folder.name} (${labelOf(read.files.tool)})`).join(', ')}.`,
  )
}

function isNamed({ folder }: FolderRead, name: string): boolean {
  const plain = (written: string) => path.posix.normalize(written).replace(/\/$/, '')
  return plain(folder.name) === plain(name) || path.resolve(name) === folder.path
}

function noSuchFolder(folder: string, reads: readonly FolderRead[]) {
  const names = reads.map((read) => read.folder.name)
  const close = closestWord(folder, names)
  return refusal(
    `${JSON.stringify(folder)} is no folder of migrations of this project`,
    close ? `Did you mean ${close}?` : hintOfFolders(names),
  )
}

function noFolder(reads: readonly FolderRead[], tool: string | undefined) {
  const problem = reads.find((read) => read.problem !== null)?.problem
  return refusal(
    tool === undefined
      ? 'There is no folder that a migration could go into'
      : `There is no folder of the tool ${JSON.stringify(tool)}`,
    problem ?? hintOfFolders(reads.map((read) => read.folder.name)),
  )
}

function hintOfFolders(names: readonly string[]): string {
  return names.length > 0
    ? `There are: ${names.join(', ')}. Others can be named in lockstep.config.json.`
    : 'Make the folder and name it in lockstep.config.json: "migrations": [{ "folder": "db/migrations" }]'
}

/**
 * @throws AppError E-NEW-MIGRATION where a file or a record has a migration of that name already: people would take
 * them for one, and so would the table.
 */
export function refuseKnownName({ folders, environments }: MigrationsBoard, name: string): void {
  const wanted = comparableName(name)
  const isSame = (other: { readonly name: string | null }) => comparableName(other.name ?? '') === wanted
  for (const { folder, files } of folders) {
    const file = files.find(isSame)
    if (file) throw knownName(name, `${folder}/${file.path}`, 'is called so')
  }
  for (const environment of environments) {
    for (const { entries, schema, table } of environment.records?.histories ?? []) {
      if (entries.some(isSame))
        throw knownName(name, environment.name, `has recorded one of that name, in ${schema}.${table}`)
    }
  }
}

function knownName(name: string, where: string, what: string) {
  return refusal(`There is a migration ${name} already`, `${where} ${what}. Take another name.`)
}
