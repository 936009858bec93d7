import fs from 'node:fs'
import path from 'node:path'

/** A folder of Lockstep's own in a team's project, made when needed: only its owner may look in, and git leaves it alone. */
export function projectFolder(projectDirectory: string, ...parts: readonly string[]): string {
  const root = path.join(projectDirectory, '.lockstep')
  const folder = path.join(root, ...parts)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ignore = path.join(root, '.gitignore')
  if (!fs.existsSync(ignore)) fs.writeFileSync(ignore, '*\n', { mode: 0o600 })
  return folder
}

/** A name of any characters as the name of a file, one for each name. */
export function fileNameOf(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll('.', '%2E').replaceAll('*', '%2A')
}
