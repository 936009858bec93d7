import { isHub, isPartitioned } from '../schema/names.mjs'
import { columnChanges } from './columns.mjs'
import { constraintChanges } from './constraints.mjs'
import { indexChanges } from './indexes.mjs'
import { rareChanges } from './rare.mjs'
import { routineChanges } from './routines.mjs'
import { securityChanges } from './security.mjs'
import { tableChanges } from './tables.mjs'
import { typeChanges } from './types.mjs'
import { viewChanges } from './views.mjs'

const CHANGES = [
  ...rareChanges,
  ...typeChanges,
  ...viewChanges,
  ...routineChanges,
  ...tableChanges,
  ...columnChanges,
  ...constraintChanges,
  ...indexChanges,
  ...securityChanges,
]

/** Which table numbers have what the changes of a pool need. */
const POOLS = {
  table: (i) => !isHub(i) && !isPartitioned(i),
  partitioned: isPartitioned,
  function: (i) => i % 5 === 1,
  view: (i) => i % 5 === 0,
  materialized: (i) => i % 50 === 1,
  enum: (i) => i % 20 === 0,
  rare: (i) => i % 100 === 0,
  any: () => true,
}

/** In these pools each sort counts for itself, because its changes touch nothing that another sort does. */
const SHARED = ['rare', 'any']

/**
 * The log of changes that make the drifted database: each with the SQL that makes it and what must be reported.
 * `expect` lists the differences a change must give: kind, words of the address, status, fields that must be among the
 * reported ones. `alsoOf` lists what the change may entail without being asked for, such as the grants of a new owner.
 * @param {number} tables how many the schema has; the larger it is, the more often each sort is planted
 * @param {number} major sorts that the server does not know are left out
 */
export function plantedChanges(tables, major) {
  const copies = tables < 1000 ? 1 : tables < 10_000 ? 2 : 5
  const used = new Map()
  const planted = []
  for (let copy = 0; copy < copies; copy++) {
    for (const change of CHANGES) {
      if (major < (change.since ?? 0) || (change.once && copy > 0)) continue
      const number = change.once ? 0 : takeNumber(change, tables, used)
      if (number !== undefined) planted.push({ sort: change.sort, ...change.plant(number) })
    }
  }
  return planted
}

/** The next number that has what a change needs and that no change before it has used; undefined where none is left. */
function takeNumber({ sort, pool = 'table', where }, tables, used) {
  const place = SHARED.includes(pool) ? sort : pool
  const taken = used.get(place) ?? new Set()
  used.set(place, taken)
  for (let i = 1; i <= tables; i++) {
    const number = i % tables
    if (taken.has(number) || !POOLS[pool](number) || !(where?.(number) ?? true)) continue
    taken.add(number)
    return number
  }
  return undefined
}
