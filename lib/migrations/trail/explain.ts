import type { ObjectId } from '../../objects/address'
import type { ComparisonRules } from '../../objects/comparison-rules'
import { CAUSES, type Difference, type Reason } from '../../objects/difference'
import { leftThePath, type SideAmongOthers } from './left-path'
import { ranOnOneSide, type SideAlone } from './only-one-side'
import { tellPrivilegeAge } from './privilege-age'
import type { Stretch } from './replay-paths'
import { type Path, type Side, stretchesBeside } from './side'

/** What is known beside the two sides. */
export interface Surroundings {
  /** All ways that the files and records offer. */
  readonly paths: readonly Path[]
  readonly rules: ComparisonRules
  /** Whether the databases are on Supabase. */
  readonly isPlatform: boolean
  /** What tools made for their records; no migration makes it. */
  readonly recordTables: ReadonlySet<ObjectId>
}

/** More migrations than these behind one difference help nobody. */
const MOST_MIGRATIONS = 5

/**
 * Tells why two sides differ, by what the migrations behind each of them do. A side that is not what its own record
 * claims has left the path, and that is the cause; where both are what they claim, the migrations that only one of them
 * has run are. Differences that have a cause already keep it, and so do those that nothing explains.
 * @param source null where nothing is known of how that side came to be; the other alone may still explain.
 */
export function explainDifferences(
  differences: readonly Difference[],
  source: Side | null,
  target: Side | null,
  surroundings: Surroundings,
): Difference[] {
  const sides = [source, target].flatMap((side) => (side ? [amongOthers(side, surroundings.paths)] : []))
  const pair = source && target ? apart(source, target) : null
  const explained = differences.map((difference) => {
    if (difference.cause !== 'unknown' || difference.status === 'unknown') return difference
    if (surroundings.recordTables.has(difference.id)) return asRecord(difference)
    const left = sides.flatMap((side) => leftThePath(difference, side, surroundings.rules) ?? [])
    const reasons = left.length > 0 ? left : pair ? ranOnOneSide(difference, ...pair) : []
    return withReasons(difference, reasons)
  })
  return surroundings.isPlatform ? tellPrivilegeAge(explained) : explained
}

/** A tool makes it, so it is no drift; but a record that everybody may change stays as serious as any open table. */
function asRecord(difference: Difference): Difference {
  const severity = difference.severity === 'critical' ? 'critical' : 'low'
  return { ...difference, cause: 'recordTable', severity }
}

function withReasons(difference: Difference, reasons: readonly Reason[]): Difference {
  const ranked = reasons
    .map((reason) => ({ ...reason, migrations: reason.migrations.slice(0, MOST_MIGRATIONS) }))
    .sort((a, b) => CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause))
  const [first] = ranked
  return first ? { ...difference, cause: first.cause, reasons: ranked } : difference
}

function amongOthers(side: Side, paths: readonly Path[]): SideAmongOthers {
  const all = new Set<Stretch>(paths.flatMap(({ stretches }) => stretches))
  return { ...side, others: stretchesBeside(all, side.path) }
}

function apart(source: Side, target: Side): [SideAlone, SideAlone] {
  return [
    { ...source, alone: stretchesBeside(source.path.stretches, target.path) },
    { ...target, alone: stretchesBeside(target.path.stretches, source.path) },
  ]
}
