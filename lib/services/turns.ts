import { setImmediate } from 'node:timers/promises'

/** How long work goes on before others have their turn, in milliseconds. */
const SLICE_MS = 20

/**
 * Does work that comes in pieces, and lets the rest of the process have its turn now and then, as `eachInTurns` does.
 * @returns what the work comes to
 */
export async function inTurns<Result>(work: Generator<unknown, Result>): Promise<Result> {
  let begun = performance.now()
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
    if (performance.now() - begun < SLICE_MS) continue
    await setImmediate()
    begun = performance.now()
  }
}

/**
 * Does something with each item, and lets the rest of the process have its turn now and then: what many thousands of
 * objects need at once would otherwise keep every other request waiting.
 */
export async function eachInTurns<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<void> | void,
): Promise<void> {
  let begun = performance.now()
  for (const item of items) {
    const done = work(item)
    if (done) await done
    if (performance.now() - begun < SLICE_MS) continue
    await setImmediate()
    begun = performance.now()
  }
}
