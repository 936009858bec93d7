import { diffArrays } from 'diff'

/** An item of a list: the same in all lists, in another place in one of them, or lacking there. */
export type ItemStanding = 'same' | 'moved' | 'own'

/** How each item of a list stands to other lists; what any of them lacks is its own. */
export function markItems(items: readonly string[], others: readonly (readonly string[])[]): ItemStanding[] {
  const standings = others.map((other) => standingsTo(items, other))
  return items.map((_, i) => {
    const found = standings.map((standing) => standing[i])
    return found.includes('own') ? 'own' : found.includes('moved') ? 'moved' : 'same'
  })
}

function standingsTo(items: readonly string[], other: readonly string[]): ItemStanding[] {
  return diffArrays([...other], [...items]).flatMap(({ added, removed, value }) => {
    if (removed) return []
    return value.map((item) => (!added ? 'same' : other.includes(item) ? 'moved' : 'own'))
  })
}
