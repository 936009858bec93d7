import { type Lines, lineCount, lineText } from '../objects/lines'
import { BUSY } from '../sql/fragments'

/** The numbers of the lines whose definition was left out because of a lock. */
export function busyLines(lines: Lines, busy: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>()
  if (busy.length === 0) return found
  for (let line = 0; line < lineCount(lines); line++) {
    if (lineText(lines, line).split('\t').includes(BUSY)) found.add(line)
  }
  return found
}
