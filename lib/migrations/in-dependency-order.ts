/**
 * Puts each after all that it stands on; among those that are free, the earlier one in the list comes first. What goes
 * round in a circle stays where the list had it, at the end.
 */
export function inDependencyOrder<
  T extends { readonly key: string; readonly after: readonly string[] | null },
>(items: readonly T[]): T[] {
  const byKey = new Map(items.map((item) => [item.key, item]))
  const waiting = new Map<T, number>()
  const followers = new Map<T, T[]>()
  for (const item of items) {
    const before = [...new Set(item.after ?? [])]
      .flatMap((key) => byKey.get(key) ?? [])
      .filter((each) => each !== item)
    waiting.set(item, before.length)
    for (const each of before) followers.set(each, [...(followers.get(each) ?? []), item])
  }
  const place = new Map(items.map((item, i) => [item, i]))
  const done = new Set<T>()
  const free = items.filter((item) => waiting.get(item) === 0).reverse()
  for (let item = free.pop(); item; item = free.pop()) {
    done.add(item)
    for (const follower of followers.get(item) ?? []) {
      const left = (waiting.get(follower) ?? 0) - 1
      waiting.set(follower, left)
      if (left === 0) insert(free, follower, place)
    }
  }
  return [...done, ...items.filter((item) => !done.has(item))]
}

/** Keeps the earliest at the end. */
function insert<T>(free: T[], item: T, place: ReadonlyMap<T, number>): void {
  const own = place.get(item) ?? 0
  let at = free.length
  while (at > 0 && (place.get(free[at - 1] as T) ?? 0) < own) at--
  free.splice(at, 0, item)
}
