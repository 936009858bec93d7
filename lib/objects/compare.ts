import { type AlignedRow, alignKind, rowAt } from './align'
import { consequencesByRoot } from './consequences'
import { type Counts, countDifferences } from './counts'
import { describeChange } from './describe'
import type { Diagnostic } from './diagnostic'
import type { Difference } from './difference'
import { compareFields } from './fields'
import type { Finding, IsPlatformObject } from './finding'
import type { Kind, Servers } from './kind'
import { lineCount } from './lines'
import { pairByDefinition } from './pairing'
import { mostSeriousFirst } from './ranking'
import { kindLines, type Snapshot } from './snapshot'

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
 * When the servers' majors differ, loadGrammar of sql/wording must have been awaited.
 */
export function compareSnapshots(
  source: Snapshot,
  target: Snapshot,
  kinds: readonly Kind[],
  isPlatformObject: IsPlatformObject,
): Comparison {
  const servers = { source: source.server, target: target.server }
  const findings: Finding[] = []
  const notComparable: string[] = []
  let equal = 0
  let reworded = 0
  for (const kind of kinds) {
    const aligned = alignKind(kind, [source, target])
    if (aligned.coverage.includes('notApplicable')) {
      if (hasLines(source, kind) || hasLines(target, kind)) notComparable.push(kind.label.many)
      continue
    }
    equal += aligned.equal
    const ofKind: Finding[] = []
    for (const row of aligned.rows) {
      const { finding, rewordedFields } = findingOf(row, source, target, servers)
      reworded += rewordedFields
      if (finding) ofKind.push(finding)
      else equal++
    }
    findings.push(...(kind.pairsByDefinition ? pairByDefinition(ofKind, servers) : ofKind))
  }
  const consequences = consequencesByRoot(findings)
  const differences = mostSeriousFirst(
    findings
      .filter((finding) => !consequences.consequent.has(finding.row.id))
      .map((finding) =>
        describeChange(finding, consequences.ofRoot.get(finding.row.id) ?? [], isPlatformObject),
      ),
  )
  const diagnostics = sidedDiagnostics(source, target, notComparable, reworded)
  const counts = countDifferences(differences, equal)
  const isComplete = counts.unknown === 0 && source.blindSpots.length === 0 && target.blindSpots.length === 0
  return { identical: differences.length === 0 && isComplete, differences, counts, diagnostics }
}

function hasLines(snapshot: Snapshot, kind: Kind): boolean {
  return lineCount(kindLines(snapshot, kind.name).lines) > 0
}

function findingOf(
  row: AlignedRow,
  source: Snapshot,
  target: Snapshot,
  servers: Servers,
): { finding?: Finding; rewordedFields: number } {
  const [sourceCell, targetCell] = row.cells as [AlignedRow['cells'][0], AlignedRow['cells'][0]]
  const sourceRow = rowAt(source, row.kind, sourceCell)
  const targetRow = rowAt(target, row.kind, targetCell)
  const sides = { source: sourceRow, target: targetRow }
  const finding = (status: Finding['status'], fields: readonly string[] = []) => ({
    finding: { kind: row.kind, row, status, change: { ...sides, fields } },
    rewordedFields: 0,
  })
  if (sourceCell.state === 'unknown' || targetCell.state === 'unknown') return finding('unknown')
  if (!targetRow) return finding('sourceOnly')
  if (!sourceRow) return finding('targetOnly')
  const { different, reworded } = compareFields(row.kind, sourceRow, targetRow, servers)
  if (different.length === 0) return { rewordedFields: reworded }
  return finding(
    'different',
    different.map((field) => field.name),
  )
}

function sidedDiagnostics(
  source: Snapshot,
  target: Snapshot,
  notComparable: readonly string[],
  reworded: number,
): SidedDiagnostic[] {
  const diagnostics: SidedDiagnostic[] = [
    ...source.diagnostics.map((diagnostic) => ({ ...diagnostic, side: 'source' as const })),
    ...target.diagnostics.map((diagnostic) => ({ ...diagnostic, side: 'target' as const })),
  ]
  if (notComparable.length > 0) {
    diagnostics.push({
      code: 'notComparable',
      side: 'both',
      count: notComparable.length,
      message: `Not compared, because one of the servers has no such thing: ${notComparable.join(', ')}.`,
    })
  }
  if (reworded > 0) {
    diagnostics.push({
      code: 'serverVersionWording',
      side: 'both',
      count: reworded,
      message: `${reworded} definitions are worded differently by the two server versions and proven to be the same.`,
    })
  }
  return diagnostics
}
