import type { Deploy, QualifiedName } from './deploy'
import type { LintContext } from './rule'

/** A table that a statement makes. */
export interface NewTable {
  /** In which it is made, so that default privileges of it count. */
  readonly schema: string
  /** What it is called after the deploy. */
  readonly table: QualifiedName
  /** All that it is called in the course of the deploy. */
  readonly names: readonly QualifiedName[]
}

/**
 * The tables that a statement makes and that are in a schema that a Data API serves after the deploy; none where no role
 * of such an API is there.
 */
export function newExposedTables(at: number, { deploy, target }: LintContext): NewTable[] {
  if (!target.isSupabase && !target.hasApiRoles) return []
  return deploy
    .effectsAt(at)
    .filter(
      ({ does, space, noun, from }) =>
        does === 'creates' && space === 'relation' && noun === 'table' && !from,
    )
    .map(({ home, name }) => ({ schema: home ?? 'public', name: name[0] ?? '' }))
    .filter((table) => deploy.isNew(table, at + 1))
    .flatMap((made) => {
      const names = namesFrom(made, at, deploy)
      const table = names?.at(-1)
      return names && table ? [{ schema: made.schema, table, names }] : []
    })
    .filter(({ table }) => target.isExposed(table.schema, table.name))
}

/** What a table is called from a statement on, as it is renamed and moved; null where it is dropped. */
function namesFrom(made: QualifiedName, at: number, deploy: Deploy): QualifiedName[] | null {
  const names = [made]
  let place = at
  for (const effect of deploy.effects) {
    const last = names.at(-1) as QualifiedName
    const isOfIt = effect.space === 'relation' && effect.home === last.schema && effect.name[0] === last.name
    if (effect.at <= place || effect.does !== 'drops' || !isOfIt) continue
    if (!effect.isMove) return null
    const moved = deploy.effectsAt(effect.at).find(({ does, from }) => does === 'creates' && from)
    if (moved) names.push({ schema: moved.home ?? last.schema, name: moved.name[0] ?? '' })
    place = effect.at
  }
  return names
}
