import { type ComparisonContext, compareTables, type TableComparison } from '../access/compare-tables'
import { differenceReasons } from '../access/difference-reasons'
import { openTable } from '../access/open-table'
import { namedByPolicies } from '../access/policy-lines'
import { rowSentences } from '../access/row-sentences'
import { type SecurityIndex, securityIndex, type TableSecurity } from '../access/security-index'
import { SEVERITIES, type Severity } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { sameWording, withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import { eachInTurns, inTurns } from './turns'

/** One environment as this page reads it: its snapshot, or why there is none. */
export interface PolicySource {
  readonly name: string
  readonly snapshot: Snapshot | null
}

/** One table in one environment. */
export interface TableCell {
  /** `unknown`: the environment, its tables or its policies could not be read. */
  readonly state: 'present' | 'absent' | 'unknown'
  readonly isEnabled: boolean
  readonly isForced: boolean
  /** How many policies; null where they could not be read. */
  readonly policies: number | null
  /** Against the reference; null for the reference itself and where there is nothing to compare. */
  readonly verdict: TableComparison['verdict'] | 'missing' | 'onlyHere' | null
  readonly severity: Severity | null
  /** What it means that row-level security is off; empty where that is no gap. */
  readonly open: readonly string[]
  /** Who may do more or less than in the reference, and what it comes from. */
  readonly sentences: readonly string[]
  readonly reasons: readonly string[]
}

/** One table in all environments; cells stand in their order. */
export interface BoardRow {
  readonly id: string
  readonly schema: string
  readonly name: string
  readonly isPlatform: boolean
  /** The worst of its cells; null where nothing is to be said. */
  readonly severity: Severity | null
  readonly cells: readonly TableCell[]
  /** Names of its policies in any environment. */
  readonly policies: readonly string[]
  /** Roles that its policies name or that reach it, and commands that its policies hold for. */
  readonly roles: readonly string[]
  readonly commands: readonly string[]
}

/** The row-level security of every table: the team's own first, and of these the most serious. */
export interface Board {
  readonly rows: readonly BoardRow[]
  readonly sides: readonly (SecurityIndex | null)[]
  readonly context: (place: number) => ComparisonContext
  /** Empty where there is none. */
  readonly referenceName: string
}

/** Tables that are compared in one go: when a text needs the grammar, they are compared once more with it. */
const BATCH = 50

/**
 * Lines up the tables of all environments, and lets others have their turn meanwhile.
 * @param reference place of the reference among the sources; -1 where it could not be read
 */
export async function buildBoard(sources: readonly PolicySource[], reference: number): Promise<Board> {
  const snapshots = sources.map(({ snapshot }) => snapshot)
  const sides: (SecurityIndex | null)[] = []
  for (const snapshot of snapshots) sides.push(snapshot && (await inTurns(securityIndex(snapshot))))
  const rules = platformRules(snapshots.filter((snapshot) => snapshot !== null))
  const context = (place: number): ComparisonContext => ({
    servers: {
      source: (snapshots[reference] ?? (snapshots[place] as Snapshot)).server,
      target: (snapshots[place] as Snapshot).server,
    },
    rules,
    isSame: (left, right) => left === right || sameWording(`SELECT ${left}`, `SELECT ${right}`),
  })
  const ids = [...new Set(sides.flatMap((side) => [...(side?.tables.keys() ?? [])]))]
  const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
    ids.slice(i * BATCH, (i + 1) * BATCH),
  )
  const rows: BoardRow[] = []
  const around = { sources, sides, reference, context }
  const rowAt = (id: string) =>
    rowOf(
      id,
      sides,
      sides.map((side, place) => cellOf(id, side, place, around)),
    )
  await eachInTurns(batches, async (batch) => {
    rows.push(...(await withGrammar(() => batch.map(rowAt))))
  })
  const referenceName = sources[reference]?.name ?? ''
  return { rows: rows.sort(teamsWorstFirst), sides, context, referenceName }
}

interface Around {
  readonly sources: readonly PolicySource[]
  readonly sides: Board['sides']
  readonly reference: number
  readonly context: Board['context']
}

const NOTHING: Omit<TableCell, 'state'> = {
  isEnabled: false,
  isForced: false,
  policies: null,
  verdict: null,
  severity: null,
  open: [],
  sentences: [],
  reasons: [],
}

function cellOf(id: string, side: SecurityIndex | null, place: number, around: Around): TableCell {
  if (!side) return { ...NOTHING, state: 'unknown' }
  const { sources, sides, reference, context } = around
  const table = side.tables.get(id)
  const source = place === reference ? null : sides[reference]
  const before = source?.tables.get(id)
  if (!table) return { ...NOTHING, state: 'absent', ...(before ? MISSING : {}) }
  const open = openTable(table, side)
  if (!source) return ownCell(table, open, null)
  if (!before) {
    const cell = ownCell(table, open, 'onlyHere')
    return { ...cell, ...ONLY_HERE, severity: cell.severity ?? 'medium' }
  }
  const pair = [
    { table: before, index: source },
    { table, index: side },
  ] as const
  const comparison = compareTables(...pair, context(place))
  const cell = ownCell(table, open, comparison.verdict)
  if (comparison.verdict === 'same') return cell
  const names = { source: sources[reference]?.name ?? '', target: sources[place]?.name ?? '' }
  const sentences = rowSentences(comparison.changes, names)
  return {
    ...cell,
    severity: worst([cell.severity, severityOf(comparison, before, table)]),
    sentences: comparison.isReached ? sentences : [...sentences, UNREACHED],
    reasons: differenceReasons(comparison, ...pair, names.source),
  }
}

const MISSING = { verdict: 'missing', severity: 'medium', reasons: ['The table is missing here.'] } as const
const ONLY_HERE = { reasons: ['The reference has no such table.'] } as const
const UNREACHED = 'No grant opens the table to them now.'

/** Cells of which there is nothing to say are alike by the thousand, so they are made once. */
const plainCells = new Map<string, TableCell>()

/** What a table is by itself, with how it stands to the reference. */
function ownCell(table: TableSecurity, open: readonly string[], verdict: TableCell['verdict']): TableCell {
  const { isEnabled, isForced } = table
  const policies = table.policies?.length ?? null
  const key = [isEnabled, isForced, policies, verdict].join()
  const known = plainCells.get(key) ?? {
    ...NOTHING,
    state: 'present',
    isEnabled,
    isForced,
    policies,
    verdict,
  }
  plainCells.set(key, known)
  return open.length > 0 ? { ...known, open, severity: 'critical' } : known
}

const BY_VERDICT: Readonly<Record<TableComparison['verdict'], Severity | null>> = {
  wider: 'critical',
  narrower: 'high',
  unordered: 'high',
  unknown: 'medium',
  equivalent: 'low',
  same: null,
}

/** Policies that could not be read at all are the environment's matter, not a finding in each table. */
function severityOf(
  { verdict }: TableComparison,
  before: TableSecurity,
  table: TableSecurity,
): Severity | null {
  if (!before.policies || !table.policies) return null
  return BY_VERDICT[verdict]
}

function worst(severities: readonly (Severity | null)[]): Severity | null {
  return SEVERITIES.find((level) => severities.includes(level)) ?? null
}

function rowOf(id: string, sides: Board['sides'], cells: readonly TableCell[]): BoardRow {
  const tables = sides.flatMap((side) => side?.tables.get(id) ?? [])
  const [first] = tables as [TableSecurity]
  return {
    id,
    schema: first.schema,
    name: first.name,
    isPlatform: tables.every(({ isPlatform }) => isPlatform),
    severity: worst(cells.map(({ severity }) => severity)),
    cells,
    ...namedIn(tables),
  }
}

/** Environments that have the same policies are looked at once. */
function namedIn(tables: readonly TableSecurity[]): Pick<BoardRow, 'policies' | 'roles' | 'commands'> {
  const distinct = tables.filter(
    ({ definition }, i) => !tables.slice(0, i).some((other) => other.definition === definition),
  )
  const { names, roles, commands } = namedByPolicies(distinct.flatMap(({ policies }) => policies ?? []))
  const reaching = tables.flatMap(({ reach }) => (reach ?? []).map(({ role }) => role))
  return { policies: names, roles: [...new Set([...roles, ...reaching])], commands }
}

function teamsWorstFirst(a: BoardRow, b: BoardRow): number {
  return (
    Number(a.isPlatform) - Number(b.isPlatform) ||
    rank(a) - rank(b) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

/** What is open comes before what is wider, and what nobody reaches after it. */
function rank({ severity, cells }: BoardRow): number {
  const level = severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity)
  const critical = cells.filter((cell) => cell.severity === 'critical')
  if (critical.some(({ open }) => open.length > 0)) return level
  return critical.some(({ sentences }) => !sentences.includes(UNREACHED)) ? level + 0.25 : level + 0.5
}
