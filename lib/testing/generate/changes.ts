import { objectId } from '../../objects/address'
import type { Cause } from '../../objects/difference'
import type { Item, ItemChange } from './item'
import type { Random } from './random'

/** A difference that must be found, and all that must be told with it. */
export interface ExpectedDifference {
  readonly kind: string
  readonly address: readonly string[]
  readonly targetAddress?: readonly string[]
  readonly status: 'different' | 'sourceOnly' | 'targetOnly'
  readonly fields: readonly string[]
  readonly cause?: Cause
  /** Ids of what follows from it; undefined where that cannot be told beforehand. */
  readonly consequences?: readonly string[]
}

/** What is done to the target, and to the source where something is to be found only in the target. */
export interface ChangePlan {
  /** Such as `column: set not null`. */
  readonly sorts: readonly string[]
  readonly missingInSource: ReadonlySet<Item>
  readonly instead: ReadonlyMap<Item, string>
  readonly statements: readonly string[]
  readonly expected: readonly ExpectedDifference[]
}

interface Candidate {
  readonly sort: string
  readonly item: Item
  readonly change: ItemChange | 'drop' | 'add'
}

/**
 * Plans changes, each of another sort, none of which touches what another one touches.
 * @param already sorts that other plans have; they come last.
 */
export function planChanges(
  items: readonly Item[],
  random: Random,
  already: ReadonlySet<string> = new Set(),
): ChangePlan {
  const dependents = dependentsOf(items)
  const bySort = groupBySort(candidates(items, dependents))
  const touched = new Set<Item | string>()
  const sorts: string[] = []
  const missingInSource = new Set<Item>()
  const instead = new Map<Item, string>()
  const statements: string[] = []
  const expected: ExpectedDifference[] = []
  const shuffled = random.shuffled([...bySort])
  const isNew = ([sort]: (typeof shuffled)[number]) => !already.has(sort)
  for (const [sort, ofSort] of [...shuffled.filter(isNew), ...shuffled.filter((each) => !isNew(each))]) {
    const found = random
      .shuffled(ofSort)
      .find((candidate) => !touchedBy(candidate, dependents).some((item) => touched.has(item)))
    if (!found) continue
    const { item, change } = found
    for (const each of touchedBy(found, dependents)) touched.add(each)
    sorts.push(sort)
    expected.push(...expectedOf(found, dependents))
    if (change === 'add') for (const each of closure(item, dependents.all)) missingInSource.add(each)
    else if (change === 'drop') statements.push(item.drop as string)
    else if (change.instead !== undefined) instead.set(item, change.instead)
    else statements.push(change.sql as string)
  }
  return { sorts, missingInSource, instead, statements, expected }
}

function groupBySort(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const group = groups.get(candidate.sort)
    if (group) group.push(candidate)
    else groups.set(candidate.sort, [candidate])
  }
  return groups
}

/** Every sort of change that some item of the schema can have. */
export function sortsOfChange(items: readonly Item[]): Set<string> {
  return new Set(candidates(items, dependentsOf(items)).map(({ sort }) => sort))
}

/** What needs an item, and which of that its absence explains. */
interface Dependents {
  readonly all: ReadonlyMap<Item, readonly Item[]>
  readonly explained: ReadonlyMap<Item, readonly Item[]>
}

function dependentsOf(items: readonly Item[]): Dependents {
  const all = new Map<Item, Item[]>(items.map((item) => [item, []]))
  const explained = new Map<Item, Item[]>(items.map((item) => [item, []]))
  for (const item of items) {
    for (const need of new Set(item.needs)) explained.get(need)?.push(item)
    for (const need of new Set([...item.needs, ...(item.alsoNeeds ?? [])])) all.get(need)?.push(item)
  }
  return { all, explained }
}

/** An item and all that goes with it. */
function closure(item: Item, dependents: ReadonlyMap<Item, readonly Item[]>): Set<Item> {
  const found = new Set([item])
  for (const each of found) for (const dependent of dependents.get(each) ?? []) found.add(dependent)
  return found
}

function candidates(items: readonly Item[], dependents: Dependents): Candidate[] {
  return items.flatMap((item) => {
    const isAlone = dependents.all.get(item)?.length === 0
    const changes = item.changes.filter(({ needsAlone }) => isAlone || !needsAlone)
    return [
      ...changes.map((change) => ({ sort: `${item.kind}: ${change.sort}`, item, change })),
      ...(item.drop ? [{ sort: `${item.kind}: drop`, item, change: 'drop' as const }] : []),
      ...(canBeAdded(item, dependents) ? [{ sort: `${item.kind}: add`, item, change: 'add' as const }] : []),
    ]
  })
}

/** Whether a schema can be built without it: nothing that goes with it may come with something that stays. */
function canBeAdded(item: Item, dependents: Dependents): boolean {
  if (!item.create || !item.drop) return false
  const all = closure(item, dependents.all)
  return [...all].every((each) => each === item || !each.comesWith || all.has(each.comesWith))
}

function touchedBy({ item, change }: Candidate, dependents: Dependents): (Item | string)[] {
  if (change === 'add' || change === 'drop') return [...closure(item, dependents.all)]
  const isRebuilt = change.targetAddress !== undefined || change.hasOtherConsequences
  return [
    ...(isRebuilt ? closure(item, dependents.all) : [item]),
    ...(change.along?.() ?? []),
    ...(change.reads ?? []),
    ...(change.excludes ? [change.excludes] : []),
  ]
}

function expectedOf({ item, change }: Candidate, dependents: Dependents): ExpectedDifference[] {
  const { kind, address } = item
  if (change !== 'add' && change !== 'drop') {
    const { fields, cause, targetAddress, along, hasOtherConsequences } = change
    const consequences = (along?.() ?? []).map(objectId).sort()
    return [
      {
        kind,
        address,
        status: 'different',
        fields: [...fields].sort(),
        ...(cause ? { cause } : {}),
        ...(targetAddress ? { targetAddress } : {}),
        ...(hasOtherConsequences || targetAddress ? {} : { consequences }),
      },
    ]
  }
  const status = change === 'add' ? 'targetOnly' : 'sourceOnly'
  const explained = closure(item, dependents.explained)
  const unexplained = [...closure(item, dependents.all)].filter((each) => !explained.has(each))
  const roots = [
    item,
    ...unexplained.filter(({ needs }) => !needs.some((need) => unexplained.includes(need))),
  ]
  const consequences = [...explained]
    .filter((each) => each !== item)
    .map(objectId)
    .sort()
  return roots.map(({ kind, address }) => ({
    kind,
    address,
    status,
    fields: [],
    ...(roots.length === 1 ? { consequences } : {}),
  }))
}
