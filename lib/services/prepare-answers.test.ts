import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { table } from '../kinds/table'
import type { Grid } from '../objects/grid'
import { kindColumns } from '../objects/kind'
import type { Row } from '../objects/row'
import { snapshotOf } from '../objects/snapshot.fixture'
import { compareOrigins } from './compare-origins'
import { comparePair } from './compared-pair'
import { gridOf } from './grid-answer'
import { prepareAnswers } from './prepare-answers'
import type { Workspace } from './workspace'

const snapshots = [snapshotOf([{ kind: table, rows: [] }]), snapshotOf([{ kind: table, rows: [] }])]

function tableRow(name: string): Row {
  const columns = Object.fromEntries(kindColumns(table).map((column) => [column, null]))
  return { ...columns, schema: 'public', name, owner: 'app' }
}

/** A workspace of two environments, which tells when the test says so. */
function createWorkspace() {
  const monitors = ['prod', 'dev'].map((name, i) => ({
    environment: { name, isReference: i === 0 },
    reading: { isChecking: false },
  }))
  const grid = vi.fn(async (): Promise<{ grid: Grid; places: number[] }> => {
    return { grid: await gridOf(snapshots, 0), places: [0, 1] }
  })
  let listener = () => {}
  const workspace = {
    allMonitors: async () => monitors,
    grid,
    subscribe: (given: () => void) => {
      listener = given
      return () => {
        listener = () => {}
      }
    },
  } as unknown as Workspace
  return { workspace, monitors, grid, tell: () => listener() }
}

async function pass() {
  for (let i = 0; i < 20; i++) await setImmediate()
}

test('the grid is made once the last check has ended, not before', async () => {
  const { workspace, monitors, grid, tell } = createWorkspace()
  const end = prepareAnswers(workspace)
  const [, dev] = monitors
  if (dev) dev.reading.isChecking = true
  tell()
  await pass()
  expect(grid).not.toHaveBeenCalled()
  if (dev) dev.reading.isChecking = false
  tell()
  await pass()
  expect(grid).toHaveBeenCalledExactlyOnceWith('prod')
  end()
  tell()
  await pass()
  expect(grid).toHaveBeenCalledOnce()
})

test('a failure ends nothing: what is asked for next is prepared again', async () => {
  const { workspace, grid, tell } = createWorkspace()
  grid.mockRejectedValueOnce(new Error('no room'))
  prepareAnswers(workspace)
  tell()
  await pass()
  tell()
  await pass()
  expect(grid).toHaveBeenCalledTimes(2)
})

test('others have their turn while the grid of very different environments is made', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => tableRow(`t${i}`))
  let turns = 0
  let isMade = false
  const made = gridOf([snapshotOf([{ kind: table, rows }]), snapshotOf([{ kind: table, rows: [] }])], 0)
  void made.then(() => {
    isMade = true
  })
  for (; !isMade; turns++) await setImmediate()
  expect((await made).comparisons[1]?.counts).toMatchObject({ sourceOnly: 60_000 })
  expect(turns).toBeGreaterThan(10)
})

test('a comparison with the reference is taken from the grid, and says what it would say by itself', async () => {
  const of = (...names: string[]) => snapshotOf([{ kind: table, rows: names.map(tableRow) }])
  const others = [of('orders', 'invoices'), of('orders', 'archive'), of('invoices', 'extra')] as const
  const grid = await gridOf(others, 0)
  const pair = await comparePair(others[0], others[1])
  expect(pair.comparison.differences).toBe(grid.comparisons[1]?.differences)
  expect(pair.comparison).toEqual(await compareOrigins(others[0], others[1]))
  expect(pair.comparison.counts).toMatchObject({ sourceOnly: 1, targetOnly: 1, equal: 1 })
})
