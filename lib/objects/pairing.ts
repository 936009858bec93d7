import { type ObjectId, objectId } from './address'
import type { ComparisonRules } from './comparison-rules'
import { matchNames } from './exchanged-names'
import { compareFields } from './fields'
import type { Finding } from './finding'
import type { Servers } from './kind'
import type { Row } from './row'

/** Ids in the target of objects that have another name there, with their ids in the source. */
export type Renames = Map<ObjectId, ObjectId>

/** Findings of one kind after pairing, and how many pairs turned out to be equal. */
export interface Pairing {
  readonly findings: readonly Finding[]
  readonly equal: number
}

/**
 * Joins an object missing in the target with one found only there, when both have one parent and take the same slot or
 * have equal fields: they are one object under two names. Names that objects have exchanged are put back first. What
 * cannot be paired one to one stays as it was.
 * @param renames what kinds before this one were joined, so that parents of two names are one; new ones are added.
 */
export function pairByDefinition(
  unpaired: readonly Finding[],
  servers: Servers,
  renames: Renames,
  rules: ComparisonRules,
): Pairing {
  const keyOf = (finding: Finding, side: 'source' | 'target') =>
    parentKey(finding, finding.change[side] as Row, side === 'target' ? renames : undefined)
  const isSame = ({ kind }: Finding, source: Row, target: Row) =>
    compareFields(kind, source, target, servers, rules).different.length === 0
  const { findings, twins } = matchNames(unpaired, keyOf, isSame)
  for (const [finding, twin] of twins) renames.set(twin.id, finding.id)
  const extras = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.status !== 'targetOnly') continue
    const parent = keyOf(finding, 'target')
    extras.set(parent, [...(extras.get(parent) ?? []), finding])
  }
  const taken = new Set<Finding>()
  const paired = findings.map((finding) => {
    if (finding.status !== 'sourceOnly') return finding
    const candidates = (extras.get(keyOf(finding, 'source')) ?? []).filter((extra) => !taken.has(extra))
    const pair = pairOf(finding, candidates, servers, rules)
    if (!pair) return finding
    taken.add(pair.twin)
    renames.set(pair.twin.id, finding.id)
    return pair.finding
  })
  const kept = paired.filter((finding) => !taken.has(finding))
  const isEqual = ({ kind, change, targetName }: Finding) =>
    targetName !== undefined && change.fields.length === 0 && kind.isUnnamed?.(targetName) === true
  return { findings: kept.filter((finding) => !isEqual(finding)), equal: kept.filter(isEqual).length }
}

function parentKey({ kind }: Finding, row: Row, renames?: Renames): string {
  const parent = kind.parent?.(row)
  const id = parent && objectId(parent)
  return id ? (renames?.get(id) ?? id) : ''
}

function pairOf(
  finding: Finding,
  candidates: readonly Finding[],
  servers: Servers,
  rules: ComparisonRules,
): { twin: Finding; finding: Finding } | undefined {
  const { kind } = finding
  const source = finding.change.source as Row
  const slot = kind.slot?.(source)
  let found: { twin: Finding; finding: Finding } | undefined
  for (const twin of candidates) {
    const target = twin.change.target as Row
    const isSameSlot = slot !== undefined && kind.slot?.(target) === slot
    if (!isSameSlot && !kind.pairsByDefinition) continue
    const { different } = compareFields(kind, source, target, servers, rules)
    if (different.length > 0 && (!isSameSlot || found)) continue
    const fields = different.map(({ name }) => name)
    const change = { source, target, fields }
    found = { twin, finding: { ...finding, status: 'different', change, targetName: target } }
    if (different.length === 0) return found
  }
  return found
}
