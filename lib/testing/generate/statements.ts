import { ROLE_STATEMENTS } from './draft'
import type { Item } from './item'
import type { Random } from './random'

export interface BuildOptions {
  /** Items that are not made; nothing that needs them may be made either. */
  readonly without?: ReadonlySet<Item>
  /** Statements that make an item in place of its own. */
  readonly instead?: ReadonlyMap<Item, string>
  /** Picks another order in which everything still is made after what it needs, and makes and drops things between. */
  readonly shuffle?: Random
}

/** The statements that build a schema, as one script. */
export function buildScript(items: readonly Item[], options: BuildOptions = {}): string {
  const { without = new Set(), instead = new Map(), shuffle } = options
  const made = orderedItems(items, shuffle).filter((item) => !without.has(item))
  const statements = made.flatMap((item) => {
    const create = instead.get(item) ?? item.create
    return create === undefined ? [] : [create, ...(shuffle ? detours(item, shuffle) : [])]
  })
  return [ROLE_STATEMENTS, ...statements, ''].join(';\n')
}

/** Items so that each comes after all it needs: as they are, or in a random order. */
function orderedItems(items: readonly Item[], shuffle?: Random): Item[] {
  const carried = new Map<Item, Item[]>()
  for (const item of items) {
    if (item.comesWith) carried.set(item.comesWith, [...(carried.get(item.comesWith) ?? []), item])
  }
  const done = new Set<Item>()
  const ordered: Item[] = []
  const visit = (item: Item): void => {
    if (done.has(item)) return
    done.add(item)
    const along = carried.get(item) ?? []
    const needs = [item, ...along].flatMap(before).filter((need) => need !== item && !along.includes(need))
    for (const need of shuffle ? shuffle.shuffled(needs) : needs) visit(need)
    ordered.push(item)
  }
  for (const item of shuffle ? shuffle.shuffled(items) : items) visit(item)
  return ordered
}

function before({ needs, alsoNeeds = [], comesWith, after }: Item): Item[] {
  return [...needs, ...alsoNeeds, ...(comesWith ? [comesWith] : []), ...(after ? [after] : [])]
}

/** Things that are made and dropped again: they leave other OIDs and dropped columns behind. */
function detours({ kind, create = '' }: Item, random: Random): string[] {
  const table = kind === 'table' && /^create table (.+?) \(/s.exec(create)?.[1]
  if (table && !create.includes('partition of') && random.chance(50)) {
    return [`alter table ${table} add column detour integer`, `alter table ${table} drop column detour`]
  }
  return random.chance(20) ? ['create table detour (detour serial primary key)', 'drop table detour'] : []
}
