import fs from 'node:fs'
import path from 'node:path'
import { AppError } from '../objects/app-error'

/** Where root keeps what the server user must reach, when the project itself is below a private folder. */
const base = '/var/lib/lockstep'

/**
 * A folder of ours outside every home, which others may pass through but not write to.
 * @throws AppError when somebody else owns it: what lies there is run, so it has to be ours.
 */
export function sharedDir(name: string): string {
  const dir = path.join(base, name)
  for (const each of [base, dir]) {
    fs.mkdirSync(each, { recursive: true, mode: 0o755 })
    const found = fs.lstatSync(each)
    if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) continue
    throw new AppError({
      code: 'E-EMBEDDED-RUN',
      message: `The folder ${each} is not safe to use: it belongs to another user, or others may write to it.`,
      hint: `Remove it, or give it to the user Lockstep runs as with mode 755.`,
    })
  }
  return dir
}
