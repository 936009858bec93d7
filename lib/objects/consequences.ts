import { type ObjectId, objectId } from './address'
import type { Consequence } from './difference'
import type { Finding } from './finding'
import type { Row } from './row'
import { refOf } from './snapshot'

/** Which findings follow from another one, and for each root what follows from it. */
export interface Consequences {
  readonly consequent: ReadonlySet<ObjectId>
  readonly ofRoot: ReadonlyMap<ObjectId, readonly Consequence[]>
}

/** An object that is missing together with its parent, or with what it needs to exist, follows from that absence. */
export function consequencesByRoot(findings: readonly Finding[]): Consequences {
  const oneSided = new Map<ObjectId, Finding>()
  for (const finding of findings) {
    if (finding.status === 'sourceOnly' || finding.status === 'targetOnly') oneSided.set(finding.id, finding)
  }
  const ofRoot = new Map<ObjectId, Consequence[]>()
  const consequent = new Set<ObjectId>()
  for (const finding of oneSided.values()) {
    const root = rootOf(finding, oneSided)
    if (root === finding.id) continue
    consequent.add(finding.id)
    const consequence = { ...refOf(finding.kind, presentRow(finding)), id: finding.id }
    const group = ofRoot.get(root)
    if (group) group.push(consequence)
    else ofRoot.set(root, [consequence])
  }
  return { consequent, ofRoot }
}

function rootOf(finding: Finding, oneSided: ReadonlyMap<ObjectId, Finding>): ObjectId {
  const seen = new Set<ObjectId>()
  let current = finding
  for (;;) {
    seen.add(current.id)
    const next = needs(current)
      .map((id) => oneSided.get(id))
      .find((needed) => needed?.status === finding.status && !seen.has(needed.id))
    if (!next) return current.id
    current = next
  }
}

function needs(finding: Finding): ObjectId[] {
  const row = presentRow(finding)
  const parent = finding.kind.parent?.(row)
  return [...(parent ? [parent] : []), ...(finding.kind.requires?.(row) ?? [])].map(objectId)
}

function presentRow({ change }: Finding): Row {
  return (change.source ?? change.target) as Row
}
