import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { AppError } from '../objects/app-error'

// The bundler of the pages takes a joined path for files of the project, and would walk all of its folders for them.

/**
 * Where the embedded server for limited shadows keeps its data, which no other program of ours uses.
 * @param isPrepared shadows that begin with something have a server to themselves: the roles that this brings belong to
 * the whole server, and files ask whether they are there to tell where they run.
 */
export function limitedShadowFolder(major: number, isPrepared = false): string {
  return path.join(/* turbopackIgnore: true */ cacheFolder(), `replays-${isPrepared ? '' : 'empty-'}${major}`)
}

/** Where the embedded server for shadows keeps its data: one of each major for all projects of a user. */
export function shadowFolder(major: number): string {
  return path.join(/* turbopackIgnore: true */ cacheFolder(), `shadow-${major}`)
}

/** Makes the folder of such a server where it is missing. Throws AppError E-FOLDER where it cannot be written to. */
export function makeShadowFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FOLDER',
        message: `The folder ${folder}, in which Lockstep keeps the server for throwaway databases, cannot be written to`,
        hint: 'Make it writable, or set XDG_CACHE_HOME to a folder in which Lockstep may make one of its own.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}

function cacheFolder(): string {
  const cache = process.env.XDG_CACHE_HOME || path.join(/* turbopackIgnore: true */ os.homedir(), '.cache')
  return path.join(/* turbopackIgnore: true */ cache, 'lockstep')
}
