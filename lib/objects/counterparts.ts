import type { ObjectId } from './address'
import type { Finding } from './finding'
import type { Attached, Kind } from './kind'
import type { Row } from './row'

/** For objects that one side lacks, by their ids: what only the other side has and does the same. */
export function counterpartsOf(findings: readonly Finding[]): ReadonlyMap<ObjectId, Attached> {
  const counterparts = new Map<ObjectId, Attached>()
  for (const [missing, extra] of facing(findings, ({ counterpart }, row) => counterpart?.(row))) {
    counterparts.set((missing.at(-1) as Finding).id, attachedOf(extra.at(-1) as Finding))
    counterparts.set((extra.at(-1) as Finding).id, attachedOf(missing.at(-1) as Finding))
  }
  return counterparts
}

/** For objects that one side lacks, by their ids: what only the other side has and may be the same, renamed. */
export function lookalikesOf(findings: readonly Finding[]): ReadonlyMap<ObjectId, Finding> {
  const lookalikes = new Map<ObjectId, Finding>()
  const likeness = ({ name, likeness }: Kind, row: Row) => {
    const kept = likeness?.of(row)
    return kept === undefined ? undefined : `${name} ${kept}`
  }
  for (const [[one, ...others], [other, ...more]] of facing(findings, likeness)) {
    // Of several that are alike nobody can tell which one became which.
    if (!one || !other || others.length > 0 || more.length > 0) continue
    lookalikes.set(one.id, other)
    lookalikes.set(other.id, one)
  }
  return lookalikes
}

/** What only one side has, and what only the other has, where both have the same text. */
function facing(
  findings: readonly Finding[],
  textOf: (kind: Kind, row: Row) => string | undefined,
): (readonly [Finding[], Finding[]])[] {
  const ofSide = { sourceOnly: new Map<string, Finding[]>(), targetOnly: new Map<string, Finding[]>() }
  for (const finding of findings) {
    const { kind, status } = finding
    if (status !== 'sourceOnly' && status !== 'targetOnly') continue
    const text = textOf(kind, attachedOf(finding).row)
    if (text === undefined) continue
    const known = ofSide[status].get(text)
    if (known) known.push(finding)
    else ofSide[status].set(text, [finding])
  }
  return [...ofSide.sourceOnly].flatMap(([text, missing]) => {
    const extra = ofSide.targetOnly.get(text)
    return extra ? [[missing, extra] as const] : []
  })
}

/** What a finding is about, for those to which it says more. */
export function attachedOf({ kind, change }: Finding): Attached {
  return { kind: kind.name, row: (change.source ?? change.target) as Row }
}
