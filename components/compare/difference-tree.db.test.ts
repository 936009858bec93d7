import { expect, test } from 'vitest'
import { comparePair } from '@/lib/services/compared-pair'
import { type IndexRow, rowsOfIndex } from '@/lib/services/comparison-index'
import { indexComparison } from '@/lib/services/index-comparison'
import { planChanges } from '@/lib/testing/generate/changes'
import { generateSchema } from '@/lib/testing/generate/generate'
import { Random } from '@/lib/testing/generate/random'
import { buildScript } from '@/lib/testing/generate/statements'
import { readDatabase } from '@/lib/testing/read-database'
import { createDatabase, majors } from '@/lib/testing/servers'
import { buildTree, groupsAround, leavesOf, type TreeNode } from './difference-tree'

const [major] = majors() as [ReturnType<typeof majors>[number]]

test.each([171, 172, 173])(
  'seed %i: every group is the sum of its children, and all are there',
  async (seed) => {
    const { counts, rows } = await compareGenerated(seed)
    const tree = buildTree(rows)
    for (const node of tree) check(node)
    expect(
      leavesOf(tree)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(rows.map(({ id }) => id).sort())
    const sum = (status: keyof typeof counts) =>
      tree.reduce((total, { tally }) => total + tally[status as 'different'], 0)
    expect({
      different: sum('different'),
      sourceOnly: sum('sourceOnly'),
      targetOnly: sum('targetOnly'),
      unknown: sum('unknown'),
    }).toEqual({
      different: counts.different,
      sourceOnly: counts.sourceOnly,
      targetOnly: counts.targetOnly,
      unknown: counts.unknown,
    })
    expect(rows.every(({ id }) => groupsAround(tree, id).length > 0)).toBe(true)
  },
)

async function compareGenerated(seed: number) {
  const items = generateSchema(seed, major)
  const plan = planChanges(items, new Random(seed))
  const [before, after] = await Promise.all([createDatabase(major), createDatabase(major)])
  try {
    await before.query(buildScript(items, { without: plan.missingInSource }))
    await after.query(buildScript(items, { instead: plan.instead }))
    for (const statement of plan.statements) await after.query(statement)
    const pair = await comparePair(await readDatabase(before.url), await readDatabase(after.url))
    return { counts: pair.comparison.counts, rows: rowsOfIndex(indexComparison(pair)) }
  } finally {
    await Promise.all([before.drop(), after.drop()])
  }
}

/** Counts the objects below a node one by one. */
function check(node: TreeNode): IndexRow[] {
  if (node.type === 'object') return [node.row]
  const below = node.children.flatMap(check)
  expect(node.total).toBe(below.length)
  for (const status of ['different', 'sourceOnly', 'targetOnly', 'unknown'] as const) {
    expect(node.tally[status]).toBe(below.filter((row) => row.status === status).length)
  }
  expect(below.some(({ severity }) => severity === node.severity)).toBe(true)
  if (node.type !== 'unknown') return below
  expect(below.every(({ status }) => status === 'unknown')).toBe(true)
  return below
}
