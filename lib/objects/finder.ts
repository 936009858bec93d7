import type { FindRows, Kind } from './kind'
import { type Lines, lineCount, lineKey } from './lines'
import { copyValue, type Row } from './row'
import { findRows, kindLines, rowReader, type Snapshot } from './snapshot'

/** From so many questions of one form on, an index of all lines costs less than going through them once more. */
const QUESTIONS_BEFORE_INDEX = 64

/** A kind, asked by so many parts of its addresses. */
interface Form {
  questions: number
  index?: ReadonlyMap<string, readonly number[]>
}

/** A FindRows over one snapshot, for few questions as for many. */
export function finder(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>): FindRows {
  const forms = new Map<string, Form>()
  return (name, ...address) => {
    const kind = kinds.get(name)
    if (!kind) return []
    if (address.length === 0) return findRows(snapshot, kind, address)
    const key = `${name} ${address.length}`
    const form = forms.get(key) ?? { questions: 0 }
    forms.set(key, form)
    if (form.questions++ < QUESTIONS_BEFORE_INDEX) return findRows(snapshot, kind, address)
    return findByIndex(snapshot, kind, address, form)
  }
}

function findByIndex(snapshot: Snapshot, kind: Kind, address: readonly string[], form: Form): Row[] {
  const held = kindLines(snapshot, kind.name)
  form.index ??= indexLines(held.lines, address.length)
  const wanted = Buffer.from(address.map(copyValue).join('\t')).toString('latin1')
  return (form.index.get(wanted) ?? []).map(rowReader(kind, held))
}

/** The numbers of lines by their first values, which are still encoded. */
function indexLines(lines: Lines, columns: number): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>()
  for (let line = 0; line < lineCount(lines); line++) {
    const key = lineKey(lines, line, columns)
    const found = index.get(key)
    if (found) found.push(line)
    else index.set(key, [line])
  }
  return index
}
