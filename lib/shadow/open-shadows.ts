interface Droppable {
  drop(): Promise<void>
}

const open = new Set<Droppable>()

/** Notes a shadow of this process. @returns what takes the note away again. */
export function noteShadow(shadow: Droppable): () => void {
  open.add(shadow)
  return () => void open.delete(shadow)
}

/** Drops all shadows of this process, whatever runs in them. Never rejects. */
export async function dropOpenShadows(): Promise<void> {
  await Promise.allSettled([...open].map((shadow) => shadow.drop()))
}
