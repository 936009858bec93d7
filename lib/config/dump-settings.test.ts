import { describe, expect, test } from 'vitest'
import { checkConfigFile } from './check-config-file'
import { dumpSettings } from './dump-settings'
import { describeProblem } from './problem'
import { loadProject } from './project.fixture'

const fileWith = (dumps: unknown) =>
  JSON.stringify({ environments: [{ name: 'prod', url: { env: 'A' } }], dumps })
const problemsOf = (dumps: unknown) =>
  checkConfigFile(fileWith(dumps))
    .problems.map(describeProblem)
    .map((text) => text.replace(/^lockstep\.config\.json:\d+:\d+ /, ''))

const rule = { table: 'public.users', column: 'email' }

describe('the section on dumps', () => {
  test('has the customary places where it names none', async () => {
    const customary = {
      types: 'src/lib/supabase-types.ts',
      schema: 'data/schema/current-schema.sql',
      roles: 'data/roles.sql',
      data: 'data',
    }
    expect(dumpSettings().places).toEqual(customary)
    const { dumps } = await loadProject({
      'lockstep.config.json': fileWith({ data: '/mnt/backups', retention: { keep: 3 } }),
      '.env': 'A=postgres://me@127.0.0.1/x',
    })
    expect(dumps).toEqual({
      places: { ...customary, data: '/mnt/backups' },
      masks: [],
      excludeTables: [],
      retention: { keep: 3, days: null },
    })
  })

  test.each([
    '/etc/passwd',
    '../outside.ts',
    'a/../../b.ts',
    'C:\\x.ts',
    '..\\x.ts',
    '.git/config',
    '.lockstep/x',
    'src/',
  ])('names no file at %j that a dump could replace', (place) => {
    for (const key of ['types', 'schema', 'roles']) {
      expect(problemsOf({ [key]: place })).toEqual([expect.stringMatching(`^dumps.${key}: `)])
    }
  })

  test.each([
    [{ type: 'x' }, /^dumps\.type: This key is not known here\. Did you mean "types"\?/],
    [{ retention: { keep: 0 } }, /^dumps\.retention\.keep: It needs a value of 1 or more/],
    [{ retention: { count: 3 } }, /^dumps\.retention\.count: .* Known here: keep, days/],
    [
      { masks: [{ ...rule, mask: 'blur' }] },
      /^dumps\.masks\[0\]\.mask: Here should be "null", "hash", "fixed" or "fake"/,
    ],
    [{ masks: [{ ...rule, mask: 'fixed' }] }, /^dumps\.masks\[0\]\.value: "value" is missing/],
    [
      { masks: [{ ...rule, mask: 'fake', like: 'iban' }] },
      /^dumps\.masks\[0\]\.like: It may be one of these: email, name, /,
    ],
    [
      { masks: [{ ...rule, mask: 'null', like: 'email' }] },
      /^dumps\.masks\[0\]\.like: This key is not known/,
    ],
    [{ masks: [rule] }, /^dumps\.masks\[0\]\.mask: "mask" is missing/],
  ])('tells what is wrong with %j', (dumps, message) => {
    expect(problemsOf(dumps)).toEqual([expect.stringMatching(message)])
  })
})
