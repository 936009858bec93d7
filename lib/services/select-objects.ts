import type { Grid } from '../objects/grid'
import { type GridQuery, matcher } from './grid-query'
import { allObjects, differingObjects } from './list-objects'
import type { ListedObject } from './listed-object'
import { eachInTurns } from './turns'

/** The objects of a kind that match, schema by schema in the order of the rows. */
export interface GroupAnswer {
  readonly kind: string
  readonly matching: number
  readonly schemas: readonly { readonly schema: string; readonly matching: number }[]
}

/** The objects that a query lists, in their order, and those among them that match its filters. */
export interface Selection {
  readonly listed: readonly ListedObject[]
  /** Schemas of the objects listed, in alphabetical order. */
  readonly schemas: readonly string[]
  readonly matching: readonly ListedObject[]
  readonly groups: readonly GroupAnswer[]
}

const NOTHING: Selection = { listed: [], schemas: [], matching: [], groups: [] }

/** Selections that are kept of a grid: of a page that is scrolled, and of the filters before. */
const KEPT = 4

const known = new WeakMap<Grid, Map<string, Promise<Selection>>>()

/** What a query selects from a grid; made once for all pages of one list. */
export function selectObjects(grid: Grid | null, query: GridQuery): Promise<Selection> {
  if (!grid) return Promise.resolve(NOTHING)
  const {
    reference: _reference,
    forecast: _forecast,
    claims: _claims,
    offset: _offset,
    limit: _limit,
    ...filters
  } = query
  const key = JSON.stringify(filters)
  const ofGrid = known.get(grid) ?? new Map<string, Promise<Selection>>()
  known.set(grid, ofGrid)
  const selection = ofGrid.get(key) ?? select(grid, query)
  // The one that was asked for last stands last, so that the first is the one to forget.
  ofGrid.delete(key)
  ofGrid.set(key, selection)
  const [oldest] = ofGrid.keys()
  if (ofGrid.size > KEPT && oldest !== undefined) ofGrid.delete(oldest)
  return selection
}

async function select(grid: Grid, query: GridQuery): Promise<Selection> {
  const listed = query.show === 'everything' ? await allObjects(grid) : differingObjects(grid)
  const isMatch = matcher(query)
  const schemas = new Set<string>()
  const matching: ListedObject[] = []
  const groups = new Map<string, Map<string, number>>()
  await eachInTurns(listed, (object) => {
    const { kind, schema } = object
    if (schema !== '') schemas.add(schema)
    if (!isMatch(object)) return
    matching.push(object)
    const ofKind = groups.get(kind) ?? new Map<string, number>()
    groups.set(kind, ofKind.set(schema, (ofKind.get(schema) ?? 0) + 1))
  })
  return { listed, schemas: [...schemas].sort(), matching, groups: [...groups].map(groupAnswer) }
}

function groupAnswer([kind, schemas]: readonly [string, ReadonlyMap<string, number>]): GroupAnswer {
  return {
    kind,
    matching: [...schemas.values()].reduce((sum, count) => sum + count, 0),
    schemas: [...schemas].map(([schema, matching]) => ({ schema, matching })),
  }
}
