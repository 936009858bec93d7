import type { Hazard } from '@/lib/objects/kind'

/** What making the target like the source would risk, in words. */
export const HAZARD_WORDS: Readonly<Record<Hazard, string>> = {
  deletesData: 'deletes data',
  losesPrecision: 'may lose precision',
  opensAccess: 'opens access',
  closesAccess: 'closes access',
  rewritesTable: 'rewrites the table',
  blocksWrites: 'blocks writes',
  breaksQueries: 'may break queries',
  needsRestart: 'needs a restart',
}
