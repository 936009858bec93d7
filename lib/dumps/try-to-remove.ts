import fs from 'node:fs'

/**
 * Removes a file or a folder with all that is in it, and tells whether it is gone. What failed is what ended the work;
 * that a disk which became read-only keeps what was half made on it is no reason to tell anything else.
 */
export function tryToRemove(place: string): boolean {
  try {
    // Some systems keep a file that was just closed for a moment.
    fs.rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    return true
  } catch {
    return false
  }
}
