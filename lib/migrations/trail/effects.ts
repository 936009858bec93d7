import { KINDS } from '../../kinds/all'
import type { ObjectId } from '../../objects/address'
import { alignSnapshots, rowAt } from '../../objects/align'
import type { Kind } from '../../objects/kind'
import type { Row } from '../../objects/row'
import type { Snapshot } from '../../objects/snapshot'

/** What became of one object; null where it was not there, or is gone. */
export interface Effect {
  readonly kind: Kind
  readonly before: Row | null
  readonly after: Row | null
}

export type Effects = ReadonlyMap<ObjectId, Effect>

/** What came, changed or went between two snapshots of one database. */
export function effectsBetween(before: Snapshot, after: Snapshot): Effects {
  const effects = new Map<ObjectId, Effect>()
  for (const { kind, rows } of alignSnapshots([before, after], KINDS).kinds) {
    for (const { id, cells } of rows) {
      const [from, to] = cells.map((cell, place) => rowAt(place === 0 ? before : after, kind, cell) ?? null)
      if (from || to) effects.set(id, { kind, before: from ?? null, after: to ?? null })
    }
  }
  return effects
}
