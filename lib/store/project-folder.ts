import fs from 'node:fs'
import path from 'node:path'
import { writeWhole } from './write-whole'

/** A folder of Lockstep's own in a team's project, made when needed: only its owner may look in, and git leaves it alone. */
export function projectFolder(projectDirectory: string, ...parts: readonly string[]): string {
  const root = path.join(projectDirectory, '.lockstep')
  makeFolder(root)
  const ignore = path.join(root, '.gitignore')
  if (!fs.existsSync(ignore)) writeWhole(ignore, '*\n')
  return parts.reduce((folder, part) => makeFolder(path.join(folder, part)), root)
}

/** Each on its own: Node's recursive way tells of a missing folder where the disk is read-only. */
function makeFolder(folder: string): string {
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return folder
}

/** A name of any characters as the name of a file, one for each name. */
export function fileNameOf(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll('.', '%2E').replaceAll('*', '%2A')
}
