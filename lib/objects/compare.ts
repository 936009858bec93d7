import { parseObjectId } from './address'
import { type AlignedRow, type Alignment, alignSnapshots, type Cell, rowAt } from './align'
import { attachedParts } from './attached'
import { type ComparisonRules, NO_PLATFORM } from './comparison-rules'
import { consequencesInPieces } from './consequences'
import { attachedOf, counterpartsOf, lookalikesOf } from './counterparts'
import { type Counts, countDifferences, type EqualCounts } from './counts'
import { describeChange, type Surroundings } from './describe'
import { type Diagnostic, isGap } from './diagnostic'
import type { Consequence, Difference } from './difference'
import { compareFields } from './fields'
import { finder } from './finder'
import type { Finding } from './finding'
import type { Kind, Servers } from './kind'
import { lineCount } from './lines'
import { pairByDefinition, type Renames } from './pairing'
import { atOnce, eachInPieces } from './pieces'
import { mostSeriousFirst } from './ranking'
import { kindLines, type Snapshot } from './snapshot'
import { partGroup, weighGroup } from './weigh-group'

/** All differences between two snapshots; `identical` is claimed only where both sides were read completely. */
export interface Comparison {
  readonly identical: boolean
  readonly differences: readonly Difference[]
  readonly counts: Counts
  readonly diagnostics: readonly SidedDiagnostic[]
}

export interface SidedDiagnostic extends Diagnostic {
  readonly side: 'source' | 'target' | 'both'
}

/**
 * Compares two snapshots over all kinds, by one rule for all of them.
 * Run it in withGrammar of sql/wording: some texts only the grammar can tell apart.
 */
export function compareSnapshots(
  source: Snapshot,
  target: Snapshot,
  kinds: readonly Kind[],
  rules: ComparisonRules = NO_PLATFORM,
): Comparison {
  return compareAligned(alignSnapshots([source, target], kinds), 0, 1, rules)
}

/** The same for two of the snapshots that were lined up together, by their places. */
export function compareAligned(
  alignment: Alignment,
  sourcePlace: number,
  targetPlace: number,
  rules: ComparisonRules,
): Comparison {
  return atOnce(compareInPieces(alignment, sourcePlace, targetPlace, rules))
}

/** The same, for whoever lets others have their turn after each piece. */
export function* compareInPieces(
  alignment: Alignment,
  sourcePlace: number,
  targetPlace: number,
  rules: ComparisonRules,
): Generator<void, Comparison> {
  const source = alignment.snapshots[sourcePlace] as Snapshot
  const target = alignment.snapshots[targetPlace] as Snapshot
  const servers = { source: source.server, target: target.server }
  const findings: Finding[] = []
  const notComparable: string[] = []
  const equal: Record<string, number> = {}
  const renames: Renames = new Map()
  let reworded = 0
  for (const aligned of alignment.kinds) {
    const { kind, coverage } = aligned
    if (coverage[sourcePlace] === 'notApplicable' || coverage[targetPlace] === 'notApplicable') {
      if (hasLines(source, kind) || hasLines(target, kind)) notComparable.push(kind.label.many)
      continue
    }
    const ofKind: Finding[] = []
    let equalRows = aligned.equal
    yield* eachInPieces(aligned.rows, (row) => {
      const cells = [row.cells[sourcePlace] as Cell, row.cells[targetPlace] as Cell] as const
      // Neither side has a line of it: the object is known from a third snapshot only.
      if (!cells.some(hasLine)) return
      if (isAttachedToLeftOut(row, source, target)) return
      const judged = judgeCells(kind, cells, source, target, servers, rules)
      reworded += judged.reworded
      if (judged.status === 'equal') equalRows++
      else ofKind.push({ kind, id: row.id, cells, status: judged.status, change: judged.change })
    })
    const paired = pairByDefinition(ofKind, servers, renames, rules)
    equal[kind.name] = equalRows + paired.equal
    for (const finding of paired.findings) findings.push(finding)
    yield
  }
  const kinds = new Map(alignment.kinds.map(({ kind }) => [kind.name, kind]))
  const sides = { source: finder(source, kinds), target: finder(target, kinds) }
  const differences = yield* describeRoots(findings, { rules, servers, sides, sourceName: source.name })
  const diagnostics = sidedDiagnostics(source, target, notComparable, reworded)
  const counts = countDifferences(differences, equal satisfies EqualCounts)
  return {
    identical: differences.length === 0 && isComplete(source) && isComplete(target),
    differences,
    counts,
    diagnostics,
  }
}

/** Whether all that kinds can read was read, at one moment. */
export function isComplete({ blindSpots, diagnostics }: Snapshot): boolean {
  return blindSpots.length === 0 && !diagnostics.some(isGap)
}

function* describeRoots(
  findings: readonly Finding[],
  surroundings: Surroundings,
): Generator<void, Difference[]> {
  const { consequent, ofRoot } = yield* consequencesInPieces(findings)
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const counterparts = counterpartsOf(findings)
  const lookalikes = lookalikesOf(findings)
  const inWords = (finding: Finding, consequences: readonly Consequence[], own: readonly Finding[]) => {
    const counterpart = counterparts.get(finding.id)
    const attached = [...own.map(attachedOf), ...(counterpart ? [counterpart] : [])]
    return describeChange(finding, consequences, attached, lookalikes.get(finding.id), surroundings)
  }
  const described: Difference[] = []
  yield* eachInPieces(findings, (finding) => {
    if (consequent.has(finding.id)) return
    const consequences = ofRoot.get(finding.id) ?? []
    const following = consequences.flatMap(({ id }) => byId.get(id) ?? [])
    const [[, own] = [finding, []], ...others] = partGroup(finding, following, byId)
    const root = inWords(finding, consequences, own)
    described.push(
      weighGroup(
        root,
        others.map(([other, ownOfOther]) => [other.kind, inWords(other, [], ownOfOther)] as const),
      ),
    )
  })
  return mostSeriousFirst(described)
}

/** What is attached to an object of a kind that one side leaves out, such as a grant on the database, is left out too. */
function isAttachedToLeftOut({ kind, id }: AlignedRow, source: Snapshot, target: Snapshot): boolean {
  if (!source.leavesOut && !target.leavesOut) return false
  const attachedTo = attachedParts(kind) > 0 ? parseObjectId(id)?.address[0] : undefined
  return [source, target].some(({ leavesOut }) => attachedTo !== undefined && leavesOut?.includes(attachedTo))
}

function hasLine(cell: Cell): boolean {
  return (cell.state === 'present' || cell.state === 'unknown') && cell.line !== undefined
}

function hasLines(snapshot: Snapshot, kind: Kind): boolean {
  return lineCount(kindLines(snapshot, kind.name).lines) > 0
}

interface JudgedCells {
  readonly status: Finding['status'] | 'equal'
  readonly change: Finding['change']
  readonly reworded: number
}

function judgeCells(
  kind: Kind,
  [sourceCell, targetCell]: readonly [Cell, Cell],
  source: Snapshot,
  target: Snapshot,
  servers: Servers,
  rules: ComparisonRules,
): JudgedCells {
  const change = {
    source: rowAt(source, kind, sourceCell),
    target: rowAt(target, kind, targetCell),
    fields: [],
  }
  const isUnknown = sourceCell.state === 'unknown' || targetCell.state === 'unknown'
  if (isUnknown) return { status: 'unknown', change, reworded: 0 }
  if (!change.target) return { status: 'sourceOnly', change, reworded: 0 }
  if (!change.source) return { status: 'targetOnly', change, reworded: 0 }
  const { different, reworded } = compareFields(kind, change.source, change.target, servers, rules)
  if (different.length === 0) return { status: 'equal', change, reworded }
  return {
    status: 'different',
    change: { ...change, fields: different.map(({ name }) => name) },
    reworded: 0,
  }
}

function sidedDiagnostics(
  source: Snapshot,
  target: Snapshot,
  notComparable: readonly string[],
  reworded: number,
): SidedDiagnostic[] {
  const diagnostics: SidedDiagnostic[] = [
    ...[...blindSpotDiagnostics(source), ...source.diagnostics].map((found) => ({
      ...found,
      side: 'source' as const,
    })),
    ...[...blindSpotDiagnostics(target), ...target.diagnostics].map((found) => ({
      ...found,
      side: 'target' as const,
    })),
  ]
  if (notComparable.length > 0) {
    diagnostics.push({
      code: 'notComparable',
      side: 'both',
      count: notComparable.length,
      message: `Not compared, because one side has no such thing: ${notComparable.join(', ')}.`,
    })
  }
  if (reworded > 0) {
    diagnostics.push({
      code: 'serverVersionWording',
      side: 'both',
      count: reworded,
      message: `${reworded === 1 ? '1 definition is' : `${reworded} definitions are`} worded differently by the two servers and proven to be the same.`,
    })
  }
  return diagnostics
}

function blindSpotDiagnostics({ blindSpots }: Snapshot): Diagnostic[] {
  return blindSpots.map(({ kind, count, message }) => ({
    code: 'unreadableKind',
    kind,
    message,
    ...(count === undefined ? {} : { count }),
  }))
}
