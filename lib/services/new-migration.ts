import { existsSync } from 'node:fs'
import path from 'node:path'
import { checkedName } from '../migrations/create/checked-name'
import { gitAuthor } from '../migrations/create/git-author'
import { type PlannedMigration, planMigration } from '../migrations/create/plan-migration'
import { refusal } from '../migrations/create/refusal'
import { labelOf } from '../migrations/findings/context'
import { listFolder } from '../migrations/read-folder'
import { writeNew } from '../store/write-new'
import { chooseFolder, type FolderChoice, type ReadFolder, refuseKnownName } from './choose-folder'
import { errorShape } from './error-shape'
import type { MigrationsBoard } from './migrations-board'
import type { NewMigrationAnswer, PreviewAnswer } from './new-migration-answer'
import type { Workspace } from './workspace'

/** What people ask for. */
export interface NewMigrationRequest extends FolderChoice {
  readonly name: string
  /** What it is to run; an empty file where it is not given. */
  readonly sql?: string
  /** Of several folders, the one of the tool that this environment keeps a record for; the reference unless told. */
  readonly environment?: string
}

/** Shows which files a new migration would get, or what is in the way of it; writes nothing. */
export async function tellPreview(
  workspace: Workspace,
  request: NewMigrationRequest,
): Promise<PreviewAnswer> {
  try {
    return { preview: await previewMigration(workspace, request), refusal: null }
  } catch (error) {
    const shape = errorShape(error)
    if (shape.code !== 'E-NEW-MIGRATION') throw error
    return { preview: null, refusal: shape }
  }
}

/**
 * Shows which files a new migration would get, and writes nothing.
 * @throws AppError E-NEW-MIGRATION with the reason why none can be made.
 */
export async function previewMigration(
  workspace: Workspace,
  request: NewMigrationRequest,
): Promise<NewMigrationAnswer> {
  return (await prepare(workspace, request)).answer
}

/**
 * Writes the files of a new migration into its folder: all or none, and never over anything.
 * @throws AppError E-NEW-MIGRATION with the reason why none was made.
 */
export function newMigration(
  workspace: Workspace,
  request: NewMigrationRequest,
): Promise<NewMigrationAnswer> {
  const before = lastWrites.get(workspace) ?? Promise.resolve()
  const written = before.then(() => write(workspace, request))
  lastWrites.set(
    workspace,
    written.catch(() => undefined),
  )
  return written
}

/** Migrations are written one after the other, so that two at once do not get one version. */
const lastWrites = new WeakMap<Workspace, Promise<unknown>>()

async function write(workspace: Workspace, request: NewMigrationRequest): Promise<NewMigrationAnswer> {
  const { answer, planned, place } = await prepare(workspace, request)
  try {
    await writeNew(workspace.place.directory, place.folder.path, planned.files)
  } catch (error) {
    throw notWritten(error as NodeJS.ErrnoException, place)
  }
  return { ...answer, isWritten: true }
}

async function prepare(workspace: Workspace, request: NewMigrationRequest) {
  const name = checkedName(request.name)
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const isWanted = ({ name, isReference }: { name: string; isReference: boolean }) =>
    request.environment === undefined ? isReference : name === request.environment
  const column = monitors.findIndex(({ environment }) => isWanted(environment))
  refuseMissing(workspace, request)
  const place = chooseFolder(board, request, column)
  refuseKnownName(board, name)
  const planned = await planMigration({
    name,
    sql: request.sql ?? '',
    author: { ...(await gitAuthor(place.folder.path)), now: new Date() },
    listing: await listFolder(place.folder),
    read: place.files,
    recorded: recordedVersions(board, place.files.tool),
  })
  refuseKnownKey(board, place.files.tool, planned)
  const answer: NewMigrationAnswer = {
    formatVersion: 1,
    folder: place.folder.name,
    tool: place.files.tool,
    label: labelOf(place.files.tool),
    key: planned.file?.key ?? null,
    version: planned.file?.version ?? null,
    name: planned.file?.name ?? name,
    files: planned.files.map(({ path, text }) => ({ path: `${place.folder.name}/${path}`, text })),
    afterwards: planned.afterwards ?? [],
    notChecked: board.environments.flatMap((each) => (each.records ? [] : [each.name])),
    isWritten: false,
  }
  return { answer, planned, place }
}

function refuseMissing({ place }: Workspace, { folder }: NewMigrationRequest): void {
  if (folder === undefined || existsSync(path.resolve(place.directory, folder))) return
  throw refusal(`${folder} is not there`, 'Make the folder first, or name another one.')
}

function recordedVersions({ environments }: MigrationsBoard, tool: string): string[] {
  return environments.flatMap(({ records }) =>
    (records?.histories ?? [])
      .filter((history) => history.tool === tool)
      .flatMap(({ entries }) => entries.flatMap(({ version }) => version ?? [])),
  )
}

/** Versions count on from what is recorded; a record may hold another migration's key all the same, such as a name. */
function refuseKnownKey({ environments }: MigrationsBoard, tool: string, { file }: PlannedMigration): void {
  if (!file) return
  for (const { name, records } of environments) {
    const own = records?.histories.filter((history) => history.tool === tool) ?? []
    if (!own.some(({ entries }) => entries.some(({ key }) => key === file.key))) continue
    throw refusal(
      `${name} has recorded a migration ${file.key} already`,
      'It would be taken for that one and never run there. Take another name.',
    )
  }
}

function notWritten({ code, message }: NodeJS.ErrnoException, { folder }: ReadFolder) {
  const hints: Readonly<Record<string, string>> = {
    EEXIST: 'A file of that name appeared meanwhile. Nothing is ever written over.',
    EPERM: 'The folder, or a link in it, leads out of the project, or may not be written to.',
    EACCES: 'You may not write to the folder.',
    EROFS: 'The disk can only be read.',
    ENOSPC: 'The disk is full.',
    ENOENT: 'The folder is not there any more.',
  }
  return refusal(
    `Nothing was written to ${folder.name}`,
    hints[code ?? ''] ?? 'The file system refused.',
    message,
  )
}
