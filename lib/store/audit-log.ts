import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { projectFolder } from './project-folder'

/** What happened to an environment by Lockstep's hand, or was refused. */
export interface AuditEntry {
  readonly action: 'restore'
  readonly state: 'refused' | 'begun' | 'done' | 'failed' | 'unknown'
  readonly environment: string
  readonly dump: string
  /** Where the environment is, without user and password; null where that was not known. */
  readonly address: string | null
  /** The dump that was made of it before; null where none was. */
  readonly before: string | null
  /** Why, in a line. */
  readonly message: string | null
}

/**
 * Adds a line of JSON to `.lockstep/audit.log`, and sees to it that it is on the disk. Lines are only ever added.
 * Throws what the file system does: what cannot be noted must not be done.
 */
export function appendAudit(projectDirectory: string, entry: AuditEntry): void {
  const file = path.join(projectFolder(projectDirectory), 'audit.log')
  const line = { at: new Date().toISOString(), by: userName(), ...entry }
  const handle = fs.openSync(file, 'a', 0o600)
  try {
    fs.writeSync(handle, `${JSON.stringify(line)}\n`)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
