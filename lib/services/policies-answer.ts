import type { Severity } from '../objects/kind'
import type { EnvironmentAnswer } from './environment-answer'
import type { Board, BoardRow, TableCell } from './policies-board'

/** Which tables to answer; every part narrows. */
export interface PoliciesQuery {
  /** Only tables of which there is something to say, unless `all`. */
  readonly show?: 'everything'
  readonly schema?: string
  /** A role that a policy names or that reaches the table. */
  readonly role?: string
  readonly command?: string
  /** Free text, found in the name of the table or of one of its policies, whatever the case. */
  readonly text?: string
  readonly offset?: number
  readonly limit?: number
}

export interface PolicyRowAnswer {
  readonly id: string
  readonly schema: string
  readonly name: string
  readonly isPlatform: boolean
  readonly severity: Severity | null
  readonly cells: readonly TableCell[]
}

/** How many tables of an environment are open, or stand to the reference in some way. */
export interface PolicyCounts {
  readonly open: number
  readonly wider: number
  readonly narrower: number
  readonly unordered: number
  readonly unknown: number
}

/** The row-level security of every table in brief; rows are a page of those that match. */
export interface PoliciesAnswer {
  readonly formatVersion: 1
  readonly reference: string | null
  readonly environments: readonly EnvironmentAnswer[]
  /** By environment, over all tables; null where it could not be read. */
  readonly counts: readonly (PolicyCounts | null)[]
  readonly schemas: readonly string[]
  readonly roles: readonly string[]
  /** Tables in all, those of which there is something to say, and those that match the query. */
  readonly tables: number
  readonly notable: number
  readonly matching: number
  readonly offset: number
  readonly rows: readonly PolicyRowAnswer[]
  /** The first of the critical tables, whatever the query, and how many there are. */
  readonly critical: readonly PolicyRowAnswer[]
  readonly criticalTables: number
}

export const POLICY_PAGE_ROWS = 100

/** More critical tables than these are found in the list. */
const MAX_CRITICAL = 8

export function answerPolicies(
  board: Board,
  environments: readonly EnvironmentAnswer[],
  query: PoliciesQuery,
): PoliciesAnswer {
  const matching = board.rows.filter((row) => matchesPolicies(row, query))
  const critical = board.rows.filter(({ severity }) => severity === 'critical')
  const offset = query.offset ?? 0
  return {
    formatVersion: 1,
    reference: environments.find(({ isReference }) => isReference)?.name ?? null,
    environments,
    counts: board.sides.map((side, place) => (side ? countsOf(board.rows, place) : null)),
    schemas: distinct(board.rows.map(({ schema }) => schema)),
    roles: distinct(board.rows.flatMap(({ roles }) => roles)),
    tables: board.rows.length,
    notable: board.rows.filter(({ severity }) => severity !== null).length,
    matching: matching.length,
    offset,
    rows: matching.slice(offset, offset + (query.limit ?? POLICY_PAGE_ROWS)).map(rowAnswer),
    critical: critical.slice(0, MAX_CRITICAL).map(rowAnswer),
    criticalTables: critical.length,
  }
}

/** Whether a table is among those that are asked for. */
export function matchesPolicies(
  row: BoardRow,
  { show, schema, role, command, text }: PoliciesQuery,
): boolean {
  const wanted = text?.trim().toLowerCase()
  return (
    (show === 'everything' || row.severity !== null) &&
    (!schema || row.schema === schema) &&
    (!role || row.roles.includes(role)) &&
    (!command || row.commands.includes(command)) &&
    (!wanted ||
      [`${row.schema}.${row.name}`, ...row.policies].some((name) => name.toLowerCase().includes(wanted)))
  )
}

function rowAnswer({ id, schema, name, isPlatform, severity, cells }: BoardRow): PolicyRowAnswer {
  return { id, schema, name, isPlatform, severity, cells }
}

function countsOf(rows: readonly BoardRow[], place: number): PolicyCounts {
  const cells = rows.map((row) => row.cells[place] as TableCell)
  const having = (verdict: TableCell['verdict']) => cells.filter((cell) => cell.verdict === verdict).length
  return {
    open: cells.filter(({ open }) => open.length > 0).length,
    wider: having('wider'),
    narrower: having('narrower'),
    unordered: having('unordered'),
    unknown: having('unknown'),
  }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
