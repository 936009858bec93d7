import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/**
 * Puts bytes in a file that only its owner may read. The file appears whole or not at all, also when the disk is full
 * or the machine stops; what was there before stays until then. Throws what the file system does.
 */
export function writeWhole(file: string, bytes: Uint8Array | string): void {
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${randomBytes(4).toString('hex')}.partial`,
  )
  try {
    const handle = fs.openSync(temporary, 'wx', 0o600)
    try {
      // One write may take only a part, as on a disk that is almost full; this goes on until all is written.
      fs.writeFileSync(handle, bytes)
      fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
    fs.renameSync(temporary, file)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
}

/** Makes the names in a folder last through a loss of power; a system that cannot do so is left alone. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
