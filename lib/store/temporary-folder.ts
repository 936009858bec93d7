import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { AppError } from '../objects/app-error'

/** Makes a folder for what is needed for a moment, whose name begins with this. Throws AppError E-FOLDER. */
export function makeTemporaryFolder(begin: string): string {
  const parent = os.tmpdir()
  try {
    return fs.mkdtempSync(path.join(parent, begin))
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FOLDER',
        message: `No folder could be made in ${parent}, where Lockstep keeps what it needs for a moment`,
        hint: 'Make room there and make it writable, or set TMPDIR to a folder that is.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}
