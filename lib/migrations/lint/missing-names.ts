import { quoteName } from '../../sql/display'
import type { Tree } from '../../sql/parse-statement'
import type { Deploy } from './deploy'
import { isToldBefore, missing } from './missing'
import { type NeededName, namesNeeded } from './names-needed'
import { strings, trees } from './nodes'
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
    .filter((needed) => !answersTo(needed).some(({ space, name }) => live.hasName(space, name)))
    .filter((needed) => !answersTo(needed).some((each) => isMadeBy(each, at, deploy)))
    .filter(({ space, name }) => !deploy.isBlindTo(space, [name], at))
    .map(({ space, name }) => ({
      name,
      label: `The ${space} ${quoteName(name)}`,
      later: madeAfter({ space, name }, at, deploy),
    }))
    .filter(({ label }) => !isToldBefore(label, at, deploy))
    .map(({ label, later }) => missing(`${label} is not there`, later, target.name))
}

/** A type is called like a function, to cast: `uuid('…')`. */
function answersTo(needed: NeededName): NeededName[] {
  return needed.space === 'function' ? [needed, { ...needed, space: 'type' }] : [needed]
}

function isMadeBy(needed: NeededName, at: number, deploy: Deploy): boolean {
  return (
    deploy.effects.some(
      (effect) => (effect.at <= at || !deploy.isOfSameTool(effect.at, at)) && makes(effect, needed),
    ) ||
    deploy.statements.some(
      ({ tree }) =>
        strings(tree.DefineStmt?.defnames).at(-1) === needed.name ||
        (tree.CreateRangeStmt !== undefined &&
          (needed.name.includes('multirange') || namesMultirange(tree, needed.name))),
    )
  )
}

function namesMultirange({ CreateRangeStmt: range }: Tree, type: string): boolean {
  return trees(range?.params).some(({ DefElem: option }) => {
    const name = (option?.arg as Tree | undefined)?.TypeName
    return option?.defname === 'multirange_type_name' && strings(name?.names).at(-1) === type
  })
}

function madeAfter(needed: NeededName, at: number, deploy: Deploy) {
  const later = deploy.effects.find((effect) => effect.at > at && makes(effect, needed))
  return later ? deploy.placeOf(later.at) : null
}

/** Every table is a type, too, and every type has one for its arrays. */
function makes({ does, space, name }: Deploy['effects'][number], needed: NeededName): boolean {
  const isSpace = space === needed.space || (needed.space === 'type' && space === 'relation')
  return (
    does === 'creates' &&
    isSpace &&
    (name[0] === needed.name || (needed.space === 'type' && `_${name[0]}` === needed.name))
  )
}
