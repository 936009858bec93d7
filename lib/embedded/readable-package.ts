import fs from 'node:fs'
import path from 'node:path'
import { makeWhole } from './partial-folder'
import { canEnter, type ServerUser } from './server-user'
import { sharedDir } from './shared-dir'

/**
 * The platform package at a place the server user can run it from: where it is, or a copy when it lies
 * below a private home folder.
 */
export async function readablePackage(
  packageDir: string,
  version: string,
  user: ServerUser | null,
): Promise<string> {
  if (canEnter(user, path.join(packageDir, 'native', 'bin'))) return packageDir
  const copy = path.join(sharedDir('postgres'), version)
  if (!fs.existsSync(copy)) await makeWhole(copy, (partial) => copyInto(partial, packageDir))
  return copy
}

async function copyInto(partial: string, packageDir: string): Promise<string> {
  await fs.promises.cp(packageDir, partial, { recursive: true, verbatimSymlinks: true })
  await fs.promises.chmod(partial, 0o755)
  return partial
}
