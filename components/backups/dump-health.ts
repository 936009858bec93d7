import type { DumpPart } from '@/lib/dumps/dump-record'
import type { DumpAnswer } from '@/lib/services/list-dumps'
import { holdsRows } from './dump-words'

/**
 * Parts of a dump of which no file is any more what was verified. Types and schema of a dump of all lie in its folder and at
 * their customary places, where the next dump replaces them: one of the two suffices.
 */
export function lostParts({ files }: Pick<DumpAnswer, 'files'>): DumpPart[] {
  const kept = new Set(files.filter(({ state }) => state === 'there').map(({ part }) => part))
  const byPart = new Set(files.map(({ part }) => part))
  const rows = files.filter(({ part }) => part === 'data')
  return [...byPart].filter(
    (part) => !kept.has(part) || (part === 'data' && rows.some(({ state }) => state !== 'there')),
  )
}

/** Whether the rows of its environment could be had back from it: it is verified, and whole where it was put. */
export function isGoodBackup(dump: DumpAnswer): boolean {
  return dump.state === 'verified' && holdsRows(dump.what) && lostParts(dump).length === 0
}
