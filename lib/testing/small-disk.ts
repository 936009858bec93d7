import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A disk of its own that a test may fill or make read-only. */
export interface SmallDisk {
  readonly folder: string
  /** Takes all room but this many bytes, rounded down to pages of memory. */
  fill(leavingBytes: number): void
  /** Gives the room back. */
  clear(): void
  setReadOnly(isReadOnly: boolean): void
  remove(): void
}

/** Makes a disk in memory. Throws where this user may not mount one; see `cannotMount`. */
export function makeSmallDisk(kibibytes: number): SmallDisk {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-disk-'))
  const filling = path.join(folder, 'filling')
  const problem = run('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder])
  if (problem !== null) {
    fs.rmdirSync(folder)
    throw new Error(problem)
  }
  return {
    folder,
    fill: (leavingBytes) => {
      const { bavail, bsize } = fs.statfsSync(folder)
      fs.writeFileSync(filling, Buffer.alloc(Math.max(0, bavail * bsize - leavingBytes)))
    },
    clear: () => fs.rmSync(filling, { force: true }),
    setReadOnly: (isReadOnly) => {
      const failed = run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder])
      if (failed !== null) throw new Error(failed)
    },
    remove: () => {
      run('umount', ['-l', folder])
      fs.rmdirSync(folder)
    },
  }
}

/** Why no small disk can be made here, and says it aloud; null where one can. */
export function cannotMount(): string | null {
  try {
    makeSmallDisk(64).remove()
    return null
  } catch (error) {
    const reason = (error as Error).message
    console.warn(`Tests on a full and on a read-only disk are skipped: ${reason}`)
    return reason
  }
}

function run(program: string, args: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status === 0) return null
  return error?.message ?? stderr.trim()
}
