import type { Finding } from './finding'
import type { Row } from './row'

/**
 * Finds objects whose names went round: of two that seem to differ, each is what the other is on the other side, as with
 * names that the server numbers in the order in which objects are made. Each becomes one object with another name in
 * the target. Where only one of a name's two objects is found elsewhere, the name says more than that.
 * @param keyOf what a row of either side shares with its twin, such as their parent.
 * @param isSame whether two rows are the same but for the name.
 */
export function matchNames(findings: readonly Finding[], keyOf: KeyOf, isSame: IsSame): Matched {
  const byName = findings.filter(({ kind, status }) => kind.pairsByDefinition && status !== 'unknown')
  if (!byName.some(({ status }) => status === 'different')) return { findings, twins: new Map() }
  const twins = findTwins(byName, keyOf, isSame)
  dropHalves(twins)
  const taken = new Set(twins.values())
  const matched = findings.flatMap((finding) => {
    const twin = twins.get(finding)
    if (twin) return [renamed(finding, twin)]
    return taken.has(finding) ? [] : [finding]
  })
  return { findings: matched, twins }
}

/** From the finding that holds an object's row in the source to the one that holds its row in the target. */
type Twins = Map<Finding, Finding>

/** Findings with their names put right, and which ones were joined. */
export interface Matched {
  readonly findings: readonly Finding[]
  readonly twins: ReadonlyMap<Finding, Finding>
}

type KeyOf = (finding: Finding, side: 'source' | 'target') => string
type IsSame = (finding: Finding, source: Row, target: Row) => boolean

function findTwins(findings: readonly Finding[], keyOf: KeyOf, isSame: IsSame): Twins {
  const twins: Twins = new Map()
  const free = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (!finding.change.target) continue
    const key = keyOf(finding, 'target')
    free.set(key, [...(free.get(key) ?? []), finding])
  }
  for (const finding of findings) {
    const { source } = finding.change
    if (!source) continue
    const candidates = free.get(keyOf(finding, 'source')) ?? []
    const twin = candidates.find(
      (other) =>
        other !== finding &&
        (other.status === 'different' || finding.status === 'different') &&
        isSame(finding, source, other.change.target as Row),
    )
    if (!twin) continue
    twins.set(finding, twin)
    candidates.splice(candidates.indexOf(twin), 1)
  }
  return twins
}

/** Takes back what was found for a name of which one object only was found elsewhere. */
function dropHalves(twins: Twins): void {
  for (let isStable = false; !isStable; ) {
    isStable = true
    const taken = new Set(twins.values())
    const isHalf = (finding: Finding) =>
      finding.status === 'different' && twins.has(finding) !== taken.has(finding)
    for (const [finding, twin] of twins) {
      if (!isHalf(finding) && !isHalf(twin)) continue
      twins.delete(finding)
      isStable = false
    }
  }
}

function renamed(finding: Finding, twin: Finding): Finding {
  const { source } = finding.change
  const target = twin.change.target as Row
  return { ...finding, status: 'different', change: { source, target, fields: [] }, targetName: target }
}
