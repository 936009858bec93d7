import os from 'node:os'
import path from 'node:path'

/** Where the embedded server for limited shadows keeps its data, which no other program of ours uses. */
export function limitedShadowFolder(major: number): string {
  return path.join(path.dirname(shadowFolder(major)), `replays-${major}`)
}

/** Where the embedded server for shadows keeps its data: one of each major for all projects of a user. */
export function shadowFolder(major: number): string {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache')
  return path.join(cache, 'lockstep', `shadow-${major}`)
}
