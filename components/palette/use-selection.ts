import { useState } from 'react'

/**
 * Which line of a list is selected: its first one whenever the list is another, which a change of what it is `of` says,
 * until another line is chosen. The lines are named by the list they are of and their place in it, so that the
 * library that shows them, which keeps a selection of its own, never holds one that is no longer there.
 */
export function useSelection(...of: readonly unknown[]) {
  const [list, setList] = useState({ of, turn: 0, chosen: 0 })
  const isOther = of.some((each, at) => each !== list.of[at])
  const { turn, chosen } = isOther ? { turn: list.turn + 1, chosen: 0 } : list
  if (isOther) setList({ of, turn, chosen })
  const valueAt = (at: number) => `${turn}:${at}`
  return {
    selected: valueAt(chosen),
    valueAt,
    /** Takes the name of a line; one of a list that is gone changes nothing. */
    select: (value: string) => {
      const [turnOfLine, chosen = 0] = value.split(':').map(Number)
      setList((now) => (now.turn === turnOfLine ? { ...now, chosen } : now))
    },
  }
}
