import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { isFitToRestore } from '../dumps/dump-record'
import { createDatabase, majors } from '../testing/servers'
import { dumped, dumpProject, filesOf } from './dump.fixture'
import { restoreTest } from './restore-test'
import { verifyDump } from './verify-dump'

const broken = vi.hoisted(() => ({ step: '' }))

// What breaks the generator today is mended tomorrow, so here it breaks on everything.
vi.mock('@supabase/postgrest-typegen/generation', () => ({
  sortGeneratorMetadata: (metadata: unknown) => metadata,
  generateTypescript: () => {
    throw new TypeError('x is not iterable')
  },
}))
vi.mock('@supabase/postgrest-typegen/introspection', async (original) => {
  const real = await original<{ introspect: (...args: unknown[]) => unknown }>()
  return {
    introspect: (...args: unknown[]) => {
      if (broken.step === 'reads') throw new TypeError('x is not iterable')
      return real.introspect(...args)
    },
  }
})

const [major = 18] = majors().slice(-1)
const SCHEMA = 'create table people (id int primary key); insert into people values (1), (2)'

test.each(['reads', 'writes'])(
  'a generator that fails when it %s costs the types and nothing else',
  async (step) => {
    broken.step = step
    const database = await createDatabase(major, { sql: SCHEMA })
    try {
      const project = dumpProject(database.url)
      const { directory } = project.place
      const earlier = path.join(directory, 'src/lib/supabase-types.ts')
      fs.mkdirSync(path.dirname(earlier), { recursive: true })
      fs.writeFileSync(earlier, 'export type Database = {}\n')

      const record = await dumped(project)
      expect(record).toMatchObject({ state: 'notVerified', error: null, typesBy: null })
      expect(record.checks.filter(({ state }) => state !== 'passed')).toEqual([
        {
          name: 'types',
          state: 'notDone',
          message: expect.stringMatching(
            /^There are none: .* could not make the types .* x is not iterable$/,
          ),
        },
      ])
      expect(record.files.map(({ part }) => part)).not.toContain('types')
      expect(filesOf(project).filter((name) => name.endsWith('types.ts'))).toEqual([
        'src/lib/supabase-types.ts',
      ])
      expect(fs.readFileSync(earlier, 'utf8')).toBe('export type Database = {}\n')

      // Everything else is a backup like any other.
      expect(isFitToRestore(record)).toBe(true)
      const again = await verifyDump(project, record.id)
      expect(again.state).toBe('notVerified')
      expect(again.checks.filter(({ state }) => state !== 'passed').map(({ name }) => name)).toEqual([
        'types',
      ])

      // Whoever wants types alone gets none, and is told.
      expect(await dumped(project, { what: 'types' })).toMatchObject({
        state: 'failed',
        error: { code: 'E-DUMP-TYPES', detail: 'x is not iterable' },
      })
      expect(await restoreTest(project, record.id)).toMatchObject({ state: 'passed', tables: 1, rows: 2 })
    } finally {
      await database.drop()
    }
  },
)
