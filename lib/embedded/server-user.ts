import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** The operating-system user a server runs as. Postgres refuses to run as root. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Who the server must run as.
 * @returns null when it can run as we do; else the `postgres` user or, where there is none, `nobody`.
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null
  const accounts = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  return { uid: Number(account?.[2] ?? 65534), gid: Number(account?.[3] ?? 65534) }
}

/** Whether that user can get into a folder: below a home of mode 0700 it cannot. */
export function canEnter(user: ServerUser | null, dir: string): boolean {
  if (!user) return true
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { ...user, cwd: '/' }).status === 0
}
