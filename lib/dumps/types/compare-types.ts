import fs from 'node:fs'
import type { GeneratedTypes } from './generate-types'

/** How a committed file of types stands to what the database gives now. */
export type TypesStanding = 'current' | 'stale' | 'absent'

/**
 * Whether a file holds exactly the text that the generator makes now; only how its lines end is no difference, since git may
 * change that on checkout. Throws what the file system does, other than for a file that is not there.
 */
export function compareTypes(file: string, { text }: GeneratedTypes): TypesStanding {
  const committed = readIfThere(file)
  if (committed === null) return 'absent'
  return withUnixLines(committed) === withUnixLines(text) ? 'current' : 'stale'
}

function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function withUnixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
