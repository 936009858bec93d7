/** Does work that comes in pieces without a pause. @returns what it comes to */
export function atOnce<Result>(pieces: Generator<void, Result>): Result {
  for (;;) {
    const piece = pieces.next()
    if (piece.done) return piece.value
  }
}

/** How many objects are looked at in one piece. */
const OBJECTS_OF_PIECE = 500

/** Goes through items, with a pause after every few hundred. */
export function* eachInPieces<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
): Generator<void, void> {
  let count = 0
  for (const item of items) {
    work(item)
    if (++count % OBJECTS_OF_PIECE === 0) yield
  }
}
