import fs from 'node:fs'
import path from 'node:path'
import { KINDS_BY_NAME } from '../../kinds/all'
import { AppError } from '../../objects/app-error'
import { isComplete } from '../../objects/compare'
import { describeSide } from '../../services/compare-origins'
import { readOrigin } from '../../services/read-origin'
import type { Workspace } from '../../services/workspace'
import { projectFolder } from '../../store/project-folder'
import { writeSnapshotFile } from '../../store/snapshot-file'
import type { Command } from '../arguments'
import { EXIT, type ExitCode } from '../exit-code'
import { safe, type Terminal } from '../terminal'

/** `lockstep snapshot ORIGIN --output FILE` */
export async function snapshot(
  { operands, options }: Command,
  workspace: Workspace,
  terminal: Terminal,
): Promise<ExitCode> {
  const file = fileToWrite(path.resolve(workspace.place.directory, String(options.output)))
  const read = await readOrigin(workspace, operands[0] as string)
  makeOwnFolder(workspace.place.directory, path.dirname(file))
  await writeSnapshotFile(file, read, KINDS_BY_NAME)
  const side = describeSide(read)
  const gaps = [...read.blindSpots, ...read.diagnostics].map(({ message }) => message)
  if (options.json) terminal.out(JSON.stringify({ formatVersion: 1, file, snapshot: side, gaps }, null, 2))
  else
    terminal.out(
      `${side.objects} objects of ${safe(side.name)} (PostgreSQL ${side.serverVersion}) saved in ${safe(file)}`,
    )
  for (const gap of gaps) terminal.err(`note: ${safe(gap)}`)
  return isComplete(read) ? EXIT.same : EXIT.different
}

/** The file itself, where a link leads to one. What is there and is no file, such as a device, is not replaced. */
function fileToWrite(asked: string): string {
  if (!fs.existsSync(asked)) return asked
  const file = fs.realpathSync(asked)
  const found = fs.statSync(file)
  if (found.isFile()) return file
  throw new AppError({
    code: 'E-FILE-WRITE',
    message: `${asked} is ${found.isDirectory() ? 'a folder' : 'no file'}, so no snapshot can be saved in its place`,
    hint: 'Name a file that is not there yet, or one that may be replaced, with --output.',
  })
}

/** Lockstep's own folder of a project is made where it is missing; any other must be there. */
function makeOwnFolder(projectDirectory: string, folder: string): void {
  const [first, ...rest] = path.relative(projectDirectory, folder).split(path.sep)
  if (first !== '.lockstep') return
  try {
    projectFolder(projectDirectory, ...rest)
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FILE-WRITE',
        message: 'The folder .lockstep of the project could not be made',
        hint: 'Check that the project is writable and has room, or name a file elsewhere with --output.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}
