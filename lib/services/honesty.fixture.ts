import { rowsOfIndex } from './comparison-index'
import type { CellAnswer, GridAnswer, RowAnswer } from './grid-answer'
import { readComparedObject } from './read-compared-object'
import { readComparison } from './read-comparison'
import { readGraph } from './read-graph'
import { readGrid } from './read-grid'
import { readObject } from './read-object'
import { readPolicies } from './read-policies'
import type { Workspace } from './workspace'

/** Statuses that say that two objects were compared. */
const COMPARED = new Set(['equal', 'different', 'missing', 'extra'])
const SAME_ON_COMPARE = { different: 'different', missing: 'sourceOnly', extra: 'targetOnly' } as const

type Find = (problem: string) => void

/**
 * Asks all services of a workspace that was checked, and gives what is wrong in their answers: a cell that is not equal
 * and opens to no reason, a sum that is not that of its parts, or something unknown that is called equal or missing.
 */
export async function findDishonesty(space: Workspace): Promise<string[]> {
  const problems: string[] = []
  const grid = await readGrid(space, { show: 'everything', limit: 100_000 })
  checkSums(grid, await readGrid(space, { limit: 100_000 }), (problem) => problems.push(problem))
  for (const row of grid.rows) {
    await checkRow(space, grid, row, (problem) => problems.push(`${row.id}: ${problem}`))
  }
  await checkPairs(space, grid, (problem) => problems.push(problem))
  await checkPolicies(space, (problem) => problems.push(`policies: ${problem}`))
  return problems
}

/** By environment, the kinds of which nothing at all is known. */
function unreadKinds({
  environments,
}: Pick<GridAnswer, 'environments'>): (kind: string, place: number) => boolean {
  const unread = environments.map(
    ({ blindSpots }) => new Set(blindSpots.flatMap(({ kind, count }) => (count === undefined ? [kind] : []))),
  )
  return (kind, place) => environments[place]?.state !== 'read' || (unread[place]?.has(kind) ?? false)
}

async function checkRow(space: Workspace, grid: GridAnswer, row: RowAnswer, find: Find): Promise<void> {
  const isUnread = unreadKinds(grid)
  const reference = grid.environments.findIndex(({ isReference }) => isReference)
  const object = await readObject(space, row.id)
  const roots = row.cells.filter(({ severity }) => severity !== undefined)
  if ((row.severity === null) !== (roots.length === 0)) find('its severity is not that of its cells')
  for (const [place, cell] of row.cells.entries()) {
    const environment = grid.environments[place]?.name ?? ''
    const about = (problem: string) => find(`${environment}, ${cell.status}: ${problem}`)
    if (COMPARED.has(cell.status) && (isUnread(row.kind, place) || isUnread(row.kind, reference))) {
      if (place !== reference) about('it was not read on both sides')
    }
    const side = object.environments[place]
    if (side?.status !== cell.status) about(`the page of the object says ${side?.status}`)
    if (place === reference || !grid.reference || isUnread(row.kind, place)) continue
    if (cell.status === 'equal') await checkEqual(space, grid.reference, environment, row.id, about)
    await checkReason(space, grid.reference, environment, row, cell, about)
  }
}

/** What is called equal opens to no difference in the comparison of the two. */
async function checkEqual(
  space: Workspace,
  source: string,
  target: string,
  id: string,
  find: Find,
): Promise<void> {
  const opened = await readComparedObject(space, { source, target, id })
  if (opened.status !== 'equal') find(`it opens to ${opened.status}`)
  if (opened.fields.some(({ differs }) => differs)) find('it opens to a difference')
}

/** Whoever opens a cell that is not equal is told a property, an absent side, or why it is not known. */
async function checkReason(
  space: Workspace,
  source: string,
  target: string,
  row: RowAnswer,
  { status, followsFrom }: CellAnswer,
  find: Find,
): Promise<void> {
  if (status === 'equal' || status === 'absent' || status === 'notApplicable') return
  const opened = await readComparedObject(space, { source, target, id: followsFrom ?? row.id })
  const hasProperty = opened.fields.some(({ differs }) => differs)
  const isOneSided = opened.source === null || opened.target === null
  if (status === 'unknown') {
    if (opened.status !== 'unknown' || opened.reason === null)
      find(`it opens to ${opened.status} without a reason`)
    return
  }
  if (!hasProperty && !isOneSided) find('it opens to no reason')
  const expected = SAME_ON_COMPARE[status]
  if (!followsFrom && opened.status !== expected) find(`it opens to ${opened.status}`)
}

/** Groups, schemas, severities and kinds add up to what is listed; counts to the cells that they count. */
function checkSums(all: GridAnswer, differing: GridAnswer, find: Find): void {
  for (const grid of [all, differing]) {
    const same = (what: string, sum: number, whole: number) =>
      sum !== whole && find(`${grid.show}: ${what} sum to ${sum}, not ${whole}`)
    same('rows', grid.rows.length, grid.matching)
    same('groups', total(grid.groups.map(({ matching }) => matching)), grid.matching)
    for (const { kind, matching, schemas } of grid.groups) {
      same(`schemas of ${kind}`, total(schemas.map((schema) => schema.matching)), matching)
      same(`rows of ${kind}`, grid.rows.filter((row) => row.kind === kind).length, matching)
    }
    same('severities', total(Object.values(grid.bySeverity)), grid.differing)
    same('kinds', total(grid.kinds.map(({ rows }) => rows)), grid.differing)
  }
  if (differing.rows.length !== differing.differing) find('not every difference is listed')
  for (const [place, counts] of all.counts.entries()) {
    const name = all.environments[place]?.name
    if (!counts) {
      const claimed = all.rows.filter(({ cells }) => COMPARED.has(cells[place]?.status ?? ''))
      const isReference = all.environments[place]?.isReference
      if (claimed.length > 0 && !isReference)
        find(`${name}: ${claimed.length} cells claim what was not compared`)
      continue
    }
    for (const status of ['different', 'sourceOnly', 'targetOnly', 'unknown', 'equal'] as const) {
      const sum = total(Object.values(counts.byKind).map((kind) => kind[status] ?? 0))
      if (sum !== counts[status]) find(`${name}: the kinds' ${status} sum to ${sum}, not ${counts[status]}`)
    }
    const equal = all.rows.filter(({ cells }) => cells[place]?.status === 'equal').length
    if (equal !== counts.equal) find(`${name}: ${equal} cells are equal, ${counts.equal} are counted`)
  }
}

/** A comparison of two says what the grid says of them, and its diagram claims nothing that it does not. */
async function checkPairs(space: Workspace, grid: GridAnswer, find: Find): Promise<void> {
  if (!grid.reference) return
  const isUnread = unreadKinds(grid)
  const reference = grid.environments.findIndex(({ isReference }) => isReference)
  for (const [place, { name }] of grid.environments.entries()) {
    if (place === reference) continue
    const pair = { source: grid.reference, target: name }
    const { comparison } = await readComparison(space, pair)
    const counts = grid.counts[place]
    if ((comparison === null) !== (counts === null)) find(`${name}: only one of grid and comparison is known`)
    if (!comparison || !counts) continue
    const { different, sourceOnly, targetOnly, unknown, equal } = comparison.counts
    const said = [different, sourceOnly, targetOnly, unknown, equal]
    const expected = [counts.different, counts.sourceOnly, counts.targetOnly, counts.unknown, counts.equal]
    if (said.join() !== expected.join()) find(`${name}: the comparison counts ${said}, the grid ${expected}`)
    const hasGaps = unknown > 0 || grid.environments[place]?.isComplete === false
    if (comparison.identical && hasGaps) find(`${name}: it is called identical with gaps`)
    const rows = rowsOfIndex(comparison.index)
    for (const { id, kind, status } of rows) {
      const isKnown = !isUnread(kind.name, place) && !isUnread(kind.name, reference)
      if (status !== 'unknown' && !isKnown) find(`${name}: ${id} is ${status} and was not read`)
    }
    const { graph } = await readGraph(space, pair)
    if ((isUnread('table', place) || isUnread('table', reference)) && graph?.tables.some(isClaimed)) {
      find(`${name}: the diagram claims tables that were not read`)
    }
  }
}

function isClaimed({ status }: { readonly status: string }): boolean {
  return status !== 'unknown'
}

/** Policies that were not read are neither the same nor gone, and the counts are those of the cells. */
async function checkPolicies(space: Workspace, find: Find): Promise<void> {
  const answer = await readPolicies(space, { show: 'everything', limit: 100_000 })
  const isUnread = unreadKinds(answer)
  const reference = answer.environments.findIndex(({ isReference }) => isReference)
  for (const [place, { name }] of answer.environments.entries()) {
    const cells = answer.rows.flatMap((row) => row.cells[place] ?? [])
    const isBlind = (kind: string) => isUnread(kind, place) || isUnread(kind, reference)
    if (isBlind('table') || isBlind('policy')) {
      const claimed = cells.filter(({ verdict }) => verdict === 'same' || verdict === 'equivalent')
      if (claimed.length > 0 && place !== reference)
        find(`${name}: ${claimed.length} tables are called the same`)
    }
    const counts = answer.counts[place]
    if ((counts === null) !== (answer.environments[place]?.state !== 'read'))
      find(`${name}: counts without a read`)
    for (const verdict of ['wider', 'narrower', 'unordered', 'unknown'] as const) {
      const having = cells.filter((cell) => cell.verdict === verdict).length
      if (counts && counts[verdict] !== having)
        find(`${name}: ${having} are ${verdict}, not ${counts[verdict]}`)
    }
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
