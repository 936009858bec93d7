import { type ObjectId, objectId } from '../../objects/address'
import type { Difference } from '../../objects/difference'
import type { ReplayStep } from '../replay-step'
import type { Effect } from './effects'
import type { Stretch } from './replay-paths'

/** A stretch that touches an object, with the ids of its migrations. */
export interface Touch {
  readonly stretch: Stretch
  readonly effect: Effect
  readonly migrations: readonly string[]
}

/** The stretches that made, changed or dropped the object of a difference, in their order. */
export function touchedBy(stretches: readonly Stretch[], difference: Difference): Touch[] {
  const ids = idsOf(difference)
  const name = difference.address.at(-1) ?? ''
  return stretches.flatMap((stretch) => {
    const effect = ids.map((id) => stretch.effects.get(id)).find(Boolean)
    return effect ? [{ stretch, effect, migrations: stepsFor(stretch, name).map(({ id }) => id) }] : []
  })
}

/** Ids of the migrations behind several touches, each once. */
export function migrationsIn(touches: readonly Touch[]): string[] {
  return [...new Set(touches.flatMap(({ migrations }) => migrations))]
}

/** The object under the names that it has on either side. */
export function idsOf({ id, kind, targetAddress }: Difference): ObjectId[] {
  return targetAddress ? [id, objectId({ kind, address: targetAddress })] : [id]
}

/** The steps of a stretch that touch an object of this name: all that name it, where several share a read. */
export function stepsFor({ steps }: Pick<Stretch, 'steps'>, name: string): readonly ReplayStep[] {
  if (steps.length === 1) return steps
  const naming = steps.filter(({ text }) => text.toLowerCase().includes(name.toLowerCase()))
  return naming.length > 0 ? naming : steps
}
