import { stat } from 'node:fs/promises'
import path from 'node:path'
import { CONFIG_FILE } from './configuration'
import { discover } from './discover'
import { readTextFile } from './read-text-file'
import { readVariables } from './variables'

/** The nearest folder above that is a project, relative, such as `../..`; null where the repository ends before. */
export async function projectAbove(directory: string): Promise<string | null> {
  for (let at = directory; !(await isRepository(at)); ) {
    const above = path.dirname(at)
    if (above === at) return null
    if (await isProject(above)) return path.relative(directory, above)
    at = above
  }
  return null
}

function isRepository(directory: string): Promise<boolean> {
  return stat(path.join(directory, '.git')).then(
    () => true,
    () => false,
  )
}

async function isProject(directory: string): Promise<boolean> {
  if ((await readTextFile(path.join(directory, CONFIG_FILE))).state !== 'absent') return true
  const { environments } = await discover(directory, await readVariables(directory, {}))
  return environments.length > 0
}
