import type { QualifiedName } from './deploy'
import type { LintContext } from './rule'

/** The tables that a statement makes in a schema that a Data API serves; none where no role of such an API is there. */
export function newExposedTables(at: number, { deploy, target }: LintContext): QualifiedName[] {
  if (!target.isSupabase && !target.hasApiRoles) return []
  return deploy
    .effectsAt(at)
    .filter(
      ({ does, space, noun, from }) =>
        does === 'creates' && space === 'relation' && noun === 'table' && !from,
    )
    .map(({ home, name }) => ({ schema: home ?? 'public', name: name[0] ?? '' }))
    .filter(({ schema, name }) => target.isExposed(schema, name) && deploy.isNew({ schema, name }, at + 1))
    .filter(({ schema, name }) => !isDroppedLater(schema, name, at))

  function isDroppedLater(schema: string, name: string, after: number): boolean {
    return deploy.effects.some(
      (effect) =>
        effect.at > after &&
        effect.does === 'drops' &&
        effect.space === 'relation' &&
        effect.home === schema &&
        effect.name[0] === name,
    )
  }
}
