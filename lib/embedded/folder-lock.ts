import path from 'node:path'
import { AppError } from '../objects/app-error'
import { withFileLock } from './file-lock.mjs'

const waitMs = 120_000

/**
 * Runs a step while no other process starts or stops the cluster of the same folder.
 * @throws AppError `E-EMBEDDED-LOCK` when the other one does not finish within two minutes.
 */
export function withFolderLock<T>(dir: string, step: () => Promise<T>): Promise<T> {
  return withFileLock(path.join(dir, 'lock'), step, (owner, waitedMs) => {
    if (waitedMs < waitMs) return
    throw new AppError({
      code: 'E-EMBEDDED-LOCK',
      message: `Another process (${owner}) has been starting or stopping this Postgres for two minutes.`,
      hint: 'End that process, then try again.',
      detail: dir,
    })
  })
}
