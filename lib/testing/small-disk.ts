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
      orThrow(run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]))
    },
    remove: () => {
      run('umount', ['-l', folder])
      fs.rmdirSync(folder)
    },
  }
}

/** A disk that breaks down while files on it are open. */
export interface FailingDisk {
  readonly folder: string
  /** As when a controller gives up: what was written so far lasts, and nothing more can be, be it to an open file. */
  breakDown(): void
  /** As after the next start of the machine. */
  repair(): void
  remove(): void
}

/**
 * Makes a disk in a file, with ext4. Memory cannot do it: a file system with open files is not made read-only by a
 * remount, but one of ext4 makes itself so once it is aborted. Throws where this user may not mount one; see
 * `cannotBreak`.
 */
export function makeFailingDisk(mebibytes: number): FailingDisk {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-disk-'))
  const folder = path.join(parent, 'disk')
  const image = path.join(parent, 'image')
  fs.mkdirSync(folder)
  fs.closeSync(fs.openSync(image, 'w'))
  fs.truncateSync(image, mebibytes << 20)
  const mount = () => run('mount', ['-t', 'ext4', '-o', 'loop,errors=remount-ro', image, folder])
  const problem = run('mkfs.ext4', ['-q', '-F', '-m', '0', image]) ?? mount()
  if (problem !== null) {
    fs.rmSync(parent, { recursive: true })
    throw new Error(problem)
  }
  return {
    folder,
    breakDown: () => orThrow(run('sync', ['-f', folder]) ?? run('mount', ['-o', 'remount,abort', folder])),
    repair: () => {
      orThrow(run('umount', [folder]))
      // What was aborted is marked, and mended as at the start of a machine; 1 says that something was.
      run('e2fsck', ['-p', image])
      orThrow(mount())
    },
    remove: () => {
      run('umount', ['-l', folder])
      fs.rmSync(parent, { recursive: true })
    },
  }
}

/** Why no disk can be made to break down here, and says it aloud; null where one can. */
export function cannotBreak(): string | null {
  return whyNot('that breaks down', () => {
    const disk = makeFailingDisk(4)
    try {
      disk.breakDown()
    } finally {
      disk.remove()
    }
  })
}

/** Why no small disk can be made here, and says it aloud; null where one can. */
export function cannotMount(): string | null {
  return whyNot('that is full or read-only', () => makeSmallDisk(64).remove())
}

function whyNot(how: string, attempt: () => void): string | null {
  try {
    attempt()
    return null
  } catch (error) {
    const reason = (error as Error).message
    console.warn(`Tests on a disk ${how} are skipped: ${reason}`)
    return reason
  }
}

function orThrow(problem: string | null): void {
  if (problem !== null) throw new Error(problem)
}

function run(program: string, args: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status === 0) return null
  return error?.message ?? stderr.trim()
}
