import { expect, test } from 'vitest'
import { alignMigrations } from '../migrations/align'
import { environment, folder, history } from '../migrations/alignment.fixture'
import type { EnvironmentRecords } from '../migrations/migration'
import type { MigrationFiles } from '../migrations/migration-file'
import { standings } from '../migrations/standing'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import { planReplay, type ReplaySort } from './plan-replay'

function planned(
  folders: readonly MigrationFiles[],
  environments: readonly EnvironmentRecords[],
  sort: ReplaySort,
) {
  const alignment = { folders, environments, migrations: alignMigrations(folders, environments) }
  const reads = folders.map((files) => ({
    folder: { path: '/', name: files.folder, source: 'a test' },
    files,
    problem: null,
  }))
  const board: MigrationsBoard = { ...alignment, reads, standings: standings(alignment), findings: [] }
  const monitor = { environment: { name: 'prod' }, reading: { snapshot: null } } as unknown as Monitor
  return planReplay(board, [monitor], 0, sort).migrations.map(({ version }) => version)
}

test('a deploy runs what is pending and, again, what was rolled back; not what failed', () => {
  const folders = [folder('prisma', ['1_a'], ['2_b'], ['3_c'], ['4_d'])]
  const environments = [
    environment(
      'prod',
      history('prisma', ['1_a'], ['2_b', null, { state: 'rolledBack' }], ['3_c', null, { state: 'failed' }]),
    ),
  ]
  expect(planned(folders, environments, 'claim')).toEqual(['1'])
  expect(planned(folders, environments, 'deploy')).toEqual(['1', '2', '4'])
})

test('what began with a checkpoint of Atlas is claimed from there', () => {
  const folders = [folder('atlas', ['1'], ['2', 'select 2', { sort: 'baseline' }], ['3'])]
  const began = [environment('prod', history('atlas', ['2']))]
  expect(planned(folders, began, 'files')).toEqual(['2', '3'])
  expect(planned(folders, began, 'claim')).toEqual(['2'])
  expect(planned(folders, began, 'deploy')).toEqual(['2', '3'])
  const older = [environment('prod', history('atlas', ['1']))]
  expect(planned(folders, older, 'deploy')).toEqual(['1', '3'])
})
