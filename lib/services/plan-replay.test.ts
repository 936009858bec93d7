import { expect, test } from 'vitest'
import { alignMigrations } from '../migrations/align'
import { environment, folder, history } from '../migrations/alignment.fixture'
import { standings } from '../migrations/standing'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import { planReplay } from './plan-replay'

test('a deploy runs what is pending and, again, what was rolled back; not what failed', () => {
  const folders = [folder('prisma', ['1_a'], ['2_b'], ['3_c'], ['4_d'])]
  const environments = [
    environment(
      'prod',
      history('prisma', ['1_a'], ['2_b', null, { state: 'rolledBack' }], ['3_c', null, { state: 'failed' }]),
    ),
  ]
  const alignment = { folders, environments, migrations: alignMigrations(folders, environments) }
  const reads = folders.map((files) => ({
    folder: { path: '/', name: files.folder, source: 'a test' },
    files,
    problem: null,
  }))
  const board: MigrationsBoard = { ...alignment, reads, standings: standings(alignment), findings: [] }
  const monitor = { environment: { name: 'prod' }, reading: { snapshot: null } } as unknown as Monitor
  const namesOf = (sort: 'claim' | 'deploy') =>
    planReplay(board, [monitor], 0, sort).migrations.map(({ name }) => name)
  expect(namesOf('claim')).toEqual(['a'])
  expect(namesOf('deploy')).toEqual(['a', 'b', 'd'])
})
