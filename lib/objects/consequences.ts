import { type ObjectId, objectId } from './address'
import type { Consequence } from './difference'
import type { Finding } from './finding'
import type { Followed } from './kind'
import { listValue } from './list-value'
import { movedAlong } from './moved'
import { eachInPieces } from './pieces'
import type { Row } from './row'
import { refOf } from './snapshot'

/** Which findings follow from another one, and for each root what follows from it. */
export interface Consequences {
  readonly consequent: ReadonlySet<ObjectId>
  readonly ofRoot: ReadonlyMap<ObjectId, readonly Consequence[]>
}

/**
 * An object that is missing together with its parent, or with what it needs to exist, follows from that absence; a copy
 * or a part of another object follows from what differs there, and so does what names the schema of an object's members.
 */
export function* consequencesInPieces(findings: readonly Finding[]): Generator<void, Consequences> {
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const along = movedAlong(findings)
  const ofRoot = new Map<ObjectId, Consequence[]>()
  const consequent = new Set<ObjectId>()
  const known = new Map<ObjectId, ObjectId>()
  yield* eachInPieces(findings, (finding) => {
    const root = rootOf(finding, byId, along, known)
    if (root === finding.id) return
    consequent.add(finding.id)
    const consequence = { ...refOf(finding.kind, presentRow(finding)), id: finding.id }
    const group = ofRoot.get(root)
    if (group) group.push(consequence)
    else ofRoot.set(root, [consequence])
  })
  return { consequent, ofRoot }
}

/**
 * Goes from an object to what it follows from, and on from there.
 * @param known roots that were found before; those of the objects on the way are added. A way on which something was
 * passed over, because it leads back, is no other object's way.
 */
function rootOf(
  finding: Finding,
  byId: ReadonlyMap<ObjectId, Finding>,
  along: ReadonlyMap<ObjectId, Finding>,
  known: Map<ObjectId, ObjectId>,
): ObjectId {
  const path = new Set<ObjectId>()
  let isStraight = true
  let current = finding
  let root = known.get(current.id)
  while (root === undefined) {
    path.add(current.id)
    const found = reasons(current, byId, along).filter((reason) => reason !== current)
    const next = found.find(({ id }) => !path.has(id))
    isStraight &&= next === found[0]
    if (next) {
      current = next
      root = known.get(current.id)
    } else {
      root = found[0] ? rootOfCircle([...path], found[0].id) : current.id
    }
  }
  if (isStraight) for (const id of path) known.set(id, root)
  return root
}

/** Objects that follow from each other have one root too, the same from wherever one starts. */
function rootOfCircle(path: readonly ObjectId[], again: ObjectId): ObjectId {
  return path.slice(path.indexOf(again)).sort()[0] ?? again
}

function reasons(
  finding: Finding,
  byId: ReadonlyMap<ObjectId, Finding>,
  along: ReadonlyMap<ObjectId, Finding>,
): Finding[] {
  if (finding.status === 'unknown') return []
  const row = presentRow(finding)
  const moved = along.get(finding.id)
  const followed = (finding.kind.follows?.(row) ?? []).flatMap((ref) => {
    const found = byId.get(objectId(ref))
    return found && isSameChange(finding, found, ref) ? [found] : []
  })
  if (moved) followed.unshift(moved)
  if (finding.status === 'different') return followed
  const parent = finding.kind.parent?.(row)
  const needed = [...(parent ? [parent] : []), ...(finding.kind.requires?.(row) ?? [])]
    .map((ref) => byId.get(objectId(ref)))
    .filter((found) => found?.status === finding.status)
  return [...(needed as Finding[]), ...followed]
}

/** Whether what differs in a copy or a part is said by what differs in the object it follows. */
function isSameChange(finding: Finding, followed: Finding, { field, only, isWhereFewer }: Followed): boolean {
  const { fields } = followed.change
  if (only && !isDifferentIn(finding, only)) return false
  if (field !== undefined) {
    const isSuch = fields.includes(field) && (only !== undefined || finding.status !== 'different')
    return isSuch && (!isWhereFewer || hasFewer(followed, field, finding.status))
  }
  if (followed.status !== finding.status) return false
  const isRenamed = finding.targetName !== undefined
  return (
    isRenamed === (followed.targetName !== undefined) &&
    finding.change.fields.every((name) => fields.includes(name) && isSameIn(name, finding, followed))
  )
}

/** Whether the side that an object is on lacks something of a list that the other side has. */
function hasFewer({ change }: Finding, field: string, status: Finding['status']): boolean {
  const isSource = status === 'sourceOnly'
  const own = listValue((isSource ? change.source : change.target)?.[field])
  const others = listValue((isSource ? change.target : change.source)?.[field])
  return others.some((item) => !own.includes(item))
}

/** Whether a field became the same from the same: what a copy has of its own is its own. */
function isSameIn(field: string, { change }: Finding, { change: followed }: Finding): boolean {
  return (['source', 'target'] as const).every((side) => change[side]?.[field] === followed[side]?.[field])
}

function isDifferentIn({ status, targetName, change }: Finding, only: readonly string[]): boolean {
  return status === 'different' && !targetName && change.fields.every((name) => only.includes(name))
}

function presentRow({ change }: Finding): Row {
  return (change.source ?? change.target) as Row
}
