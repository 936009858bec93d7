import { importEntry } from './bundle.mjs'
import { checkRecall } from './drift/check-recall.mjs'
import { plantedChanges } from './drift/planted.mjs'

/**
 * Whether the product finds each planted change on the right object and nothing else, and no difference to the twin
 * that was built separately; what it gets wrong is printed.
 * @returns how many changes of how many sorts were planted and found, and how many differences nobody planted
 */
export async function measureRecall({ base, twin, drifted }, tables, major) {
  const { diff } = await importEntry('product')
  const same = await diff(base, twin)
  for (const { id, status } of same.differences) console.error(`  differs in the equal twin: ${status} ${id}`)
  const changes = plantedChanges(tables, major)
  const { found, missed, strays } = checkRecall((await diff(base, drifted)).differences, changes)
  for (const { sort, expect } of missed) console.error(`  missed: ${sort} ${JSON.stringify(expect)}`)
  for (const { id, status } of strays) console.error(`  not planted: ${status} ${id}`)
  return {
    planted: changes.length,
    sorts: new Set(changes.map(({ sort }) => sort)).size,
    found,
    strays: strays.length,
    twinDifferences: same.differences.length,
  }
}
