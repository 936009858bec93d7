import fs from 'node:fs'
import path from 'node:path'
import { canEnter, type ServerUser } from './server-user'
import { sharedDir } from './shared-dir'

/**
 * The platform package at a place the server user can run it from: where it is, or a copy when it lies
 * below a private home folder.
 */
export function readablePackage(packageDir: string, version: string, user: ServerUser | null): string {
  if (canEnter(user, path.join(packageDir, 'native', 'bin'))) return packageDir
  const copy = path.join(sharedDir('postgres'), version)
  if (!fs.existsSync(copy)) copyWhole(packageDir, copy)
  return copy
}

/** Copies under another name and renames, so that a copy is complete or absent. */
function copyWhole(from: string, to: string): void {
  const partial = fs.mkdtempSync(`${to}.partial-`)
  try {
    fs.cpSync(from, partial, { recursive: true, verbatimSymlinks: true })
    fs.chmodSync(partial, 0o755)
    fs.renameSync(partial, to)
  } catch (error) {
    fs.rmSync(partial, { recursive: true, force: true })
    if (!fs.existsSync(to)) throw error
  }
}
