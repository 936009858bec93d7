/**
 * One order out of several that overlap. Within a sequence nothing changes places unless another sequence says so
 * first; where they leave it open, the item of the earlier time comes first.
 * @param timeOf a number that grows with time; null where it is not known, which counts as right after what stands before.
 */
export function mergeOrders<Item>(
  sequences: readonly (readonly Item[])[],
  timeOf: (item: Item) => number | null,
): Item[] {
  const queues = sequences.map((items) => withTimes(items, timeOf))
  const places = queues.map(() => 0)
  const taken = new Set<Item>()
  const merged: Item[] = []
  for (;;) {
    let first = -1
    for (const [i, queue] of queues.entries()) {
      while (taken.has(queue[places[i] as number]?.item as Item)) places[i] = (places[i] as number) + 1
      const head = queue[places[i] as number]
      const best = first < 0 ? undefined : queues[first]?.[places[first] as number]
      if (head && (!best || head.time < best.time)) first = i
    }
    const next = queues[first]?.[places[first] as number]
    if (!next) return merged
    taken.add(next.item)
    merged.push(next.item)
  }
}

function withTimes<Item>(items: readonly Item[], timeOf: (item: Item) => number | null) {
  let time = Number.NEGATIVE_INFINITY
  return items.map((item) => {
    time = timeOf(item) ?? time
    return { item, time }
  })
}
