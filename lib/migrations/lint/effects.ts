import type { Tree } from '../../sql/parse-statement'
import type { Effect } from './effect'
import { effectsChanged } from './effects-changed'
import { effectsMade } from './effects-made'
import { nameOf, strings } from './nodes'

/** What a statement makes and takes away, in its order; nothing is said of what `DO` blocks and functions do. */
export function effectsOf(tree: Tree): Effect[] {
  return [...effectsMade(tree), ...effectsChanged(tree)]
}

/** What `ALTER TYPE … ADD VALUE` adds; null for other statements. */
export function valueAdded({
  AlterEnumStmt: change,
}: Tree): { readonly type: string; readonly value: string } | null {
  const type = nameOf(strings(change?.typeName))
  return change?.newVal !== undefined && type && !change.oldVal
    ? { type: type.name, value: change.newVal }
    : null
}
