import fs from 'node:fs'
import path from 'node:path'
import { AppError } from '../objects/app-error'
import { placeOfFile } from '../store/dump-files'
import { noSuchDump, readRecord } from '../store/dump-library'
import type { Project } from './project'

/** A file of a dump that is open for reading; whoever asked reads it to its end or destroys it. */
export interface Download {
  readonly name: string
  readonly bytes: number
  readonly content: fs.ReadStream
}

/**
 * Opens a file of a dump by its place in the record: no path comes from outside.
 * @throws AppError E-DUMP where the dump or the file is not there, E-DUMP-DAMAGED where another is in its place.
 */
export async function downloadFile(
  { place }: Pick<Project, 'place'>,
  id: string,
  number: number,
): Promise<Download> {
  const record = readRecord(place.directory, id)
  const file = record.files[number]
  if (!file) throw noSuchDump(`${id}, file ${number}`)
  const opened = await open(placeOfFile(place.directory, file), file.path)
  const stat = await opened.stat()
  if (!stat.isFile() || stat.size !== file.bytes) {
    await opened.close()
    throw new AppError({
      code: 'E-DUMP-DAMAGED',
      message: `${file.path} is not the file that the dump wrote`,
      hint: 'It was written again since, by a later dump or by somebody. Take that dump, or make a new one.',
    })
  }
  return { name: path.posix.basename(file.path), bytes: stat.size, content: opened.createReadStream() }
}

/** Not through a link: a dump writes none, so somebody else put it there. */
async function open(file: string, name: string): Promise<fs.promises.FileHandle> {
  try {
    return await fs.promises.open(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    throw new AppError(
      {
        code: 'E-DUMP',
        message: `${name} is not there any more`,
        hint: 'It was moved or deleted since. Make a new dump, or put it back.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}
