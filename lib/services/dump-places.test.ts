import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dumpSettings } from '../config/dump-settings'
import type { DumpWhat } from '../dumps/dump-record'
import { checkPlaces, makeFoldersAbove, planPlaces } from './dump-places'

let base: string
let project: string
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-places-')))
  project = path.join(base, 'project')
  fs.mkdirSync(project)
})
afterEach(() => fs.rmSync(base, { recursive: true }))

const plan = (what: DumpWhat, output: string | null = null) =>
  planPlaces(project, dumpSettings().places, output, { id: 'id1', what, stamp: '2026-11-21T00-00-00' })
const names = (what: DumpWhat, output: string | null = null) => {
  const { folder, files } = plan(what, output)
  return [...(folder ? [folder.final] : []), ...files.map(({ final }) => final)].map((file) =>
    path.relative(project, file),
  )
}
const refused = (what: DumpWhat) => {
  try {
    checkPlaces(project, plan(what), true)
    return null
  } catch (error) {
    return (error as { code: string; message: string }).code
  }
}

describe('where a dump goes', () => {
  test('is the customary places, or one folder that is named', () => {
    expect(names('types')).toEqual(['src/lib/supabase-types.ts'])
    expect(names('roles')).toEqual(['data/roles.sql'])
    expect(names('data')).toEqual(['data/supabase-dump-2026-11-21T00-00-00'])
    expect(names('all')).toEqual([
      'data/supabase-dump-2026-11-21T00-00-00',
      'src/lib/supabase-types.ts',
      'data/schema/current-schema.sql',
    ])
    expect(names('all', path.join(project, 'out'))).toEqual([
      'out/supabase-dump-2026-11-21T00-00-00',
      'out/supabase-types.ts',
      'out/current-schema.sql',
    ])
  })

  test('is half made beside the place, under a name that tells whose it is', () => {
    const { folder, files } = plan('all')
    expect(path.relative(project, folder?.partial ?? '')).toBe(
      'data/.supabase-dump-2026-11-21T00-00-00.id1.partial',
    )
    expect(path.relative(project, files[0]?.partial ?? '')).toBe('src/lib/.supabase-types.ts.id1.partial')
  })

  test('may not be a link, nor lie behind one that leads out of the project', () => {
    expect(refused('types')).toBeNull()
    fs.mkdirSync(path.join(project, 'src/lib'), { recursive: true })
    fs.writeFileSync(path.join(base, 'precious.ts'), 'precious')
    fs.symlinkSync(path.join(base, 'precious.ts'), path.join(project, 'src/lib/supabase-types.ts'))
    expect(refused('types')).toBe('E-DUMP-PLACE')
    fs.symlinkSync(base, path.join(project, 'data'))
    expect([refused('schema'), refused('data'), refused('roles')]).toEqual(Array(3).fill('E-DUMP-PLACE'))
    expect(fs.readdirSync(base).sort()).toEqual(['precious.ts', 'project'])
  })

  test('may be a link within the project, and a named folder may lead anywhere', () => {
    fs.mkdirSync(path.join(project, 'elsewhere'))
    fs.symlinkSync(path.join(project, 'elsewhere'), path.join(project, 'data'))
    expect(refused('data')).toBeNull()
    fs.symlinkSync(base, path.join(project, 'out'))
    const named = plan('data', path.join(project, 'out'))
    expect(() => checkPlaces(project, named, false)).not.toThrow()
  })

  test('may not be a folder where a file belongs, nor a file where a folder does', () => {
    fs.mkdirSync(path.join(project, 'src/lib/supabase-types.ts'), { recursive: true })
    expect(refused('types')).toBe('E-DUMP-PLACE')
    fs.writeFileSync(path.join(project, 'data'), 'a file')
    expect(refused('data')).toBe('E-DUMP-PLACE')
  })

  test('gets the folders above it, which are named so that they can be taken away again', () => {
    const made = makeFoldersAbove(plan('all')).map((folder) => path.relative(project, folder))
    expect(made).toEqual(['data', 'src', 'src/lib', 'data/schema'])
    expect(makeFoldersAbove(plan('all'))).toEqual([])
  })
})
