import os from 'node:os'
import path from 'node:path'

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

function cacheFolder(): string {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(/* turbopackIgnore: true */ os.homedir(), '.cache')
  return path.join(/* turbopackIgnore: true */ cache, 'lockstep')
}
