import { quoteName } from '../../sql/display'
import type { Deploy } from './deploy'
import { isToldBefore, missing } from './missing'
import { type NeededName, namesNeeded } from './names-needed'
import { strings } from './nodes'
import type { LintContext, RuleFinding } from './rule'
import type { LintStatement } from './script'

/**
 * The types, functions and schemas that a statement needs, that nothing of the server is called by in any schema, and that no file
 * has made by then.
 */
export function missingNames(
  { tree }: LintStatement,
  at: number,
  { deploy, target }: LintContext,
): RuleFinding[] {
  const { live } = target
  if (!live || deploy.hasNewExtension(at)) return []
  return namesNeeded(tree)
    .filter(({ space, name }) => !live.hasName(space, name))
    .filter((needed) => !isMadeBy(needed, at, deploy))
    .filter(({ space, name }) => !deploy.isBlindTo(space, [name], at))
    .map(({ space, name }) => ({
      name,
      label: `The ${space} ${quoteName(name)}`,
      later: madeAfter({ space, name }, at, deploy),
    }))
    .filter(({ label }) => !isToldBefore(label, at, deploy))
    .map(({ label, later }) => missing(`${label} is not there`, later, target.name))
}

function isMadeBy(needed: NeededName, at: number, deploy: Deploy): boolean {
  return (
    deploy.effects.some((effect) => effect.at <= at && makes(effect, needed)) ||
    deploy.statements.some(
      ({ tree }) =>
        strings(tree.DefineStmt?.defnames).at(-1) === needed.name ||
        (tree.CreateRangeStmt !== undefined && needed.name.includes('multirange')),
    )
  )
}

function madeAfter(needed: NeededName, at: number, deploy: Deploy) {
  const later = deploy.effects.find((effect) => effect.at > at && makes(effect, needed))
  return later ? deploy.placeOf(later.at) : null
}

/** Every table is a type, too. */
function makes({ does, space, name }: Deploy['effects'][number], needed: NeededName): boolean {
  const isSpace = space === needed.space || (needed.space === 'type' && space === 'relation')
  return does === 'creates' && isSpace && name[0] === needed.name
}
