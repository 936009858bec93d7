import { compareRestored } from '../dumps/restore/compare-restored'
import { KINDS } from '../kinds/all'
import type { Snapshot } from '../objects/snapshot'
import type { ConnectionTarget } from '../postgres/connection-address'
import { readTarget } from '../postgres/read-target'
import { isSupabase } from '../supabase/platform'

/** The longest that reading all objects may take, in milliseconds. */
const READ_DEADLINE_MS = 600_000

/** Reads a database after a restore and holds it against the dump, as far as the dump holds it. */
export async function compareTarget(
  target: ConnectionTarget,
  snapshot: Snapshot,
  { holdsRows, stays }: { holdsRows: boolean; stays: readonly string[] },
) {
  const { snapshot: now, connection } = await readTarget(
    target,
    { deadlineMs: READ_DEADLINE_MS, isUrgent: true },
    { name: target.name, origin: 'environment', kinds: KINDS, schemas: { include: null, exclude: stays } },
  )
  await connection.close()
  return compareRestored(snapshot, now, {
    isSupabase: isSupabase(snapshot),
    holdsRows,
    keepsExtensions: true,
    refused: [],
  })
}
