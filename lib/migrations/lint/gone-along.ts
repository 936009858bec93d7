import { KINDS_BY_NAME } from '../../kinds/all'
import { findDependents } from '../../kinds/find-dependents'
import { type ObjectRef, objectId } from '../../objects/address'
import { findRows, refOf, type Snapshot } from '../../objects/snapshot'
import type { Tree } from '../../sql/parse-statement'
import type { Effect, Space } from './effect'
import { trees } from './nodes'

/** With the schema to which the search path led. */
type EffectAt = Effect & { readonly home: string | null }

/** More are not followed: what needs so many things is a schema of its own. */
const MOST_FOLLOWED = 100

const KINDS_IN: Readonly<Partial<Record<Space, readonly string[]>>> = {
  relation: ['table', 'foreign-table', 'view', 'materialized-view', 'sequence'],
  type: ['enum', 'composite-type', 'domain', 'range-type', 'base-type'],
  function: ['function', 'aggregate'],
  column: ['column'],
}

/** Whether `CASCADE` stands behind what a statement drops. */
export function isCascading({ DropStmt, AlterTableStmt }: Tree): boolean {
  const behaviors = trees(AlterTableStmt?.cmds).map(({ AlterTableCmd }) => AlterTableCmd?.behavior)
  return [DropStmt?.behavior, ...behaviors].includes('DROP_CASCADE')
}

/** The objects of a snapshot that a statement takes along by `CASCADE`, without naming them. */
export function goneAlong(tree: Tree, effects: readonly EffectAt[], snapshot: Snapshot): ObjectRef[] {
  if (!isCascading(tree)) return []
  const found = new Map<string, ObjectRef>()
  const toFollow = effects
    .filter(({ does }) => does === 'drops')
    .flatMap((effect) => refsOf(effect, snapshot))
  for (const ref of toFollow) {
    for (const { ref: dependent } of findDependents(snapshot, ref)) {
      const id = objectId(dependent)
      if (found.has(id) || found.size === MOST_FOLLOWED) continue
      found.set(id, dependent)
      toFollow.push(dependent)
    }
  }
  return [...found.values()]
}

/** What an effect is about in the target; of functions of one name, all. */
function refsOf({ space, home, name }: EffectAt, snapshot: Snapshot): ObjectRef[] {
  const address = [...(home === null ? [] : [home]), ...(space === 'function' ? name.slice(0, 1) : name)]
  return (KINDS_IN[space] ?? []).flatMap((name) => {
    const kind = KINDS_BY_NAME.get(name)
    return kind ? findRows(snapshot, kind, address).map((row) => refOf(kind, row)) : []
  })
}
