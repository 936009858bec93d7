import type { GridAnswer, KindAnswer } from '@/lib/services/grid-answer'
import type { GroupAnswer } from '@/lib/services/select-objects'

/** One line of the grid: the head of a kind, of a schema in it, or an object by its place among those that match. */
export type GridItem =
  | { readonly type: 'kind'; readonly kind: KindAnswer; readonly group: GroupAnswer | null }
  | { readonly type: 'schema'; readonly schema: string; readonly matching: number }
  | { readonly type: 'row'; readonly offset: number }

/** Lines that follow each other, without an object for each of a hundred thousand rows. */
interface Stretch {
  readonly start: number
  readonly count: number
  readonly item: (index: number) => GridItem
}

export interface GridItems {
  readonly count: number
  /** The line of this number. */
  at(index: number): GridItem
  /** The number of the first line at or after this one that is an object, looking forwards or backwards. */
  rowFrom(index: number, step: 1 | -1): number | null
}

/** The lines of the grid in order; of kinds that are closed only their heads. */
export function gridItems(answer: GridAnswer, closed: readonly string[], isFiltered: boolean): GridItems {
  const stretches: Stretch[] = []
  let count = 0
  const add = (length: number, item: Stretch['item']) => {
    if (length > 0) stretches.push({ start: count, count: length, item })
    count += length
  }
  const kinds = new Map(answer.kinds.map((kind) => [kind.name, kind]))
  let offset = 0
  for (const group of answer.groups) {
    const kind = kinds.get(group.kind)
    if (!kind) continue
    add(1, () => ({ type: 'kind', kind, group }))
    for (const { schema, matching } of group.schemas) {
      const first = offset
      offset += matching
      if (closed.includes(group.kind)) continue
      if (group.schemas.length > 1) add(1, () => ({ type: 'schema', schema, matching }))
      add(matching, (index) => ({ type: 'row', offset: first + index }))
    }
  }
  if (!isFiltered) {
    const shown = new Set(answer.groups.map(({ kind }) => kind))
    const others = answer.kinds.filter(
      ({ name, objects }) => !shown.has(name) && objects.some((objects) => (objects ?? 0) > 0),
    )
    add(others.length, (index) => ({ type: 'kind', kind: others[index] as KindAnswer, group: null }))
  }
  const at = (index: number): GridItem => {
    const stretch = stretchAt(stretches, index)
    return stretch.item(index - stretch.start)
  }
  return {
    count,
    at,
    rowFrom: (index, step) => {
      for (let i = index; i >= 0 && i < count; i += step) if (at(i).type === 'row') return i
      return null
    },
  }
}

function stretchAt(stretches: readonly Stretch[], index: number): Stretch {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((stretches[middle] as Stretch).start <= index) low = middle
    else high = middle - 1
  }
  return stretches[low] as Stretch
}
