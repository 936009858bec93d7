import { describe, expect, test } from 'vitest'
import { environment, folder, history, judge, type Named } from './alignment.fixture'

const A = 'create table a ()'
const B = 'create table b ()'

describe('one table over files and records', () => {
  test('what is recorded under the same version is applied, the rest is pending, newest last', () => {
    const { rows } = judge(
      [folder('supabase', ['20260101000000_a', A], ['20260201000000_b', B])],
      [
        environment('dev', history('supabase', ['20260101000000_a', A], ['20260201000000_b', B])),
        environment('prod', history('supabase', ['20260101000000_a', A])),
      ],
    )
    expect(rows).toEqual([
      ['20260101000000_a', 'applied', 'applied'],
      ['20260201000000_b', 'applied', 'pending'],
    ])
  })

  test('the same text under two versions is one migration', () => {
    const { rows, findings } = judge(
      [folder('supabase', ['20260101000000_a', A])],
      [environment('dev', history('supabase', ['20260101000533_other_name', `${A}; -- made here`]))],
    )
    expect(rows).toEqual([['20260101000000_a', 'otherVersion']])
    expect(findings).toMatchObject([
      {
        sort: 'otherVersion',
        environments: ['dev'],
        commands: [
          { text: 'supabase migration repair 20260101000000 --status applied --db-url "$DEV_URL"' },
          { text: 'supabase migration repair 20260101000533 --status reverted --db-url "$DEV_URL"' },
        ],
      },
    ])
  })

  test('the same name under two versions is one where nothing says that the text differs', () => {
    const files = [folder('supabase', ['20260101000000_a', A], ['20260102000000_b', B])]
    const known = environment('dev', history('supabase', ['20260101000045_a', B.replace('b', 'c')]))
    const unknown = environment('dev', history('supabase', ['20260101000045_a']))
    expect(judge(files, [unknown]).rows).toEqual([
      ['20260101000000_a', 'otherVersion'],
      ['20260102000000_b', 'pending'],
    ])
    expect(judge(files, [known]).rows).toEqual([
      ['20260101000000_a', 'outOfOrder'],
      ['20260101000045_a', 'missingFile'],
      ['20260102000000_b', 'pending'],
    ])
  })

  test('a name that is used twice tells nothing', () => {
    const { rows } = judge(
      [folder('supabase', ['1_update', A], ['2_update', B])],
      [environment('dev', history('supabase', ['3_update']))],
    )
    expect(rows.map(([title]) => title)).toEqual(['1_update', '2_update', '3_update'])
  })

  test('one version with other text under the same name is an edit', () => {
    const { rows, findings } = judge(
      [folder('supabase', ['1_a', `${A}; ${B}`])],
      [
        environment('dev', history('supabase', ['1_a', `${A}; ${B}`])),
        environment('prod', history('supabase', ['1_a', A])),
      ],
    )
    expect(rows).toEqual([['1_a', 'applied', 'edited']])
    expect(findings).toMatchObject([
      {
        sort: 'edited',
        environments: ['prod'],
        severity: 'high',
        evidence: [expect.any(String), 'In dev it ran as the file is now.'],
      },
    ])
  })

  test('one version with other text and another name is two migrations', () => {
    const { rows, findings } = judge(
      [folder('supabase', ['1_a', A])],
      [environment('prod', history('supabase', ['1_b', B]))],
    )
    expect(rows).toEqual([
      ['1_a', 'pending'],
      ['1_b', 'missingFile'],
    ])
    expect(findings.map(({ sort }) => sort)).toContain('versionClash')
  })

  test('a checksum tells what ran, and an edit', () => {
    const sum = (value: string) => ({ algorithm: 'sha256', value })
    const files = [folder('prisma', ['1_a', A, { checksums: [sum('one'), sum('one with other line ends')] }])]
    const ran = (value: string) => [
      environment('dev', history('prisma', ['1_a', null, { checksum: sum(value) }])),
    ]
    expect(judge(files, ran('one')).rows).toEqual([['1_a', 'applied']])
    expect(judge(files, ran('one with other line ends')).rows).toEqual([['1_a', 'applied']])
    expect(judge(files, ran('two')).rows).toEqual([['1_a', 'edited']])
  })

  test('of checksums that take in the files before, only the first that differs is an edit', () => {
    const sum = (value: string) => ({ algorithm: 'h1', value, isChained: true as const })
    const files = [
      folder(
        'atlas',
        ...['1_a', '2_b', '3_c'].map((name) => [name, null, { checksums: [sum(`${name} now`)] }] as const),
      ),
    ]
    const ran = history(
      'atlas',
      ['1_a', null, { checksum: sum('1_a now') }],
      ['2_b', null, { checksum: sum('2_b then') }],
      ['3_c', null, { checksum: sum('3_c then') }],
    )
    expect(judge(files, [environment('dev', ran)]).rows.map(([, state]) => state)).toEqual([
      'applied',
      'edited',
      'applied',
    ])
  })

  test('two tools over the same migrations are one table', () => {
    const files = [
      folder(
        'prisma',
        ['20260101_a', A, { checksums: [{ algorithm: 'sha256', value: 'x' }] }],
        ['20260103_c', null],
      ),
      folder('supabase', ['20260101_a', `${A};`], ['20260102_b', B]),
    ]
    const { rows } = judge(files, [
      environment(
        'local',
        history('prisma', ['20260101_a', null, { checksum: { algorithm: 'sha256', value: 'x' } }]),
      ),
      environment('prod', history('supabase', ['20260101_a', A], ['20260102_b', B])),
    ])
    expect(rows).toEqual([
      ['20260101_a', 'applied', 'applied'],
      ['20260102_b', 'notRecordedByTool', 'applied'],
      ['20260103_c', 'pending', 'notRecordedByTool'],
    ])
  })

  test('an older file that was not run is out of order, with what its tool makes of it', () => {
    const { rows, findings } = judge(
      [folder('supabase', ['1_a'], ['2_b'], ['3_c'])],
      [environment('prod', history('supabase', ['1_a'], ['3_c']))],
    )
    expect(rows.map(([, state]) => state)).toEqual(['applied', 'outOfOrder', 'applied'])
    expect(findings).toMatchObject([
      {
        sort: 'outOfOrder',
        commands: [
          { text: 'supabase db push --include-all --db-url "$PROD_URL"' },
          { text: 'supabase migration repair 2 --status applied --db-url "$PROD_URL"' },
        ],
      },
    ])
  })

  test('a place that was reached and has no file tells nothing of files that go by dependencies', () => {
    const files = [
      folder(
        'alembic',
        ['a1', null, { after: [] }],
        ['b2', null, { after: ['a1'] }],
        ['c3', null, { after: [] }],
      ),
    ]
    const at = (...keys: string[]) => [
      environment('dev', {
        ...history('alembic', ...keys.map((key) => [key] as const)),
        coverage: 'current',
      }),
    ]
    const states = (...keys: string[]) => judge(files, at(...keys)).rows.map(([, state]) => state)
    expect(states('b2')).toEqual(['applied', 'applied', 'pending'])
    expect(states('x9')).toEqual(['unknown', 'unknown', 'unknown', 'missingFile'])
    expect(states('b2', 'x9')).toEqual(['applied', 'applied', 'unknown', 'missingFile'])
    expect(judge(files, at('x9')).findings.map(({ sort }) => sort)).toEqual(['missingFile'])
  })

  test('Drizzle never runs a late file of its journal, and runs one with a folder of its own', () => {
    const late = (path: (title: string) => string) => {
      const files = [folder('drizzle', ['1_a', A, { path: path('1_a') }], ['2_b', B, { path: path('2_b') }])]
      return judge(files, [environment('prod', history('drizzle', ['2_b', B]))]).findings
    }
    expect(late((title) => `${title}.sql`)).toMatchObject([
      { sort: 'outOfOrder', severity: 'high', cause: expect.stringContaining('Drizzle never runs it there') },
    ])
    expect(late((title) => `${title}/migration.sql`)).toMatchObject([
      { sort: 'outOfOrder', severity: 'medium', cause: expect.stringContaining('Drizzle will run it after') },
    ])
  })

  test('what goes by dependencies is out of order where one that stands on it ran', () => {
    const at = (app: string, name: string, ...after: string[]) =>
      [`${app}.${name}`, null, { key: `${app}.${name}`, version: name, after }] as const
    const shop = [at('shop', '0001'), at('shop', '0002', 'shop.0001')]
    const stock = [at('stock', '0001'), at('stock', '0002', 'stock.0001')]
    const packaged = at('auth', '0012')
    const ran = (...entries: readonly Named[]) => [environment('prod', history('django', ...entries))]
    const added = judge([folder('django', ...shop, ...stock)], ran(packaged, ...shop.slice(0, 1), ...stock))
    expect(added.rows.map(([, state]) => state)).toEqual([
      'applied',
      'pending',
      'applied',
      'applied',
      'applied',
    ])
    expect(added.findings.map(({ sort }) => sort)).toEqual(['pending'])

    const late = judge([folder('django', ...stock)], ran(...stock.slice(1)))
    expect(late.findings).toMatchObject([
      {
        sort: 'outOfOrder',
        severity: 'high',
        cause: expect.stringContaining('Django stops with an error'),
        commands: [],
      },
    ])
    const gone = judge([folder('django', ...stock)], ran(...stock, at('stock', '0003')))
    expect(gone.findings.map(({ sort }) => sort)).toEqual(['missingFile'])
  })

  test('records that could not be read are unknown, a database without any has none', () => {
    const files = [folder('supabase', ['1_a'])]
    const { rows, findings } = judge(files, [
      { name: 'dev', records: null },
      environment('staging'),
      {
        name: 'prod',
        records: {
          histories: [],
          platform: [],
          unreadable: [
            { tool: 'supabase', schema: 's', table: 't', reason: 'The role may not select from it.' },
          ],
        },
      },
    ])
    expect(rows).toEqual([['1_a', 'unknown', 'noRecord', 'unknown']])
    expect(findings).toMatchObject([{ sort: 'unreadable', environments: ['prod'] }])
  })

  test('a failed migration comes first, with how it is settled', () => {
    const { findings } = judge(
      [folder('prisma', ['1_a'], ["2_it's"])],
      [
        environment(
          'dev',
          history('prisma', ['1_a'], ["2_it's", null, { state: 'failed', error: 'it broke' }]),
        ),
      ],
    )
    expect(findings[0]).toMatchObject({
      sort: 'failed',
      severity: 'critical',
      evidence: ['Prisma recorded the failure.', 'The error: it broke'],
      commands: [
        { text: `DATABASE_URL="$DEV_URL" npx prisma migrate resolve --rolled-back '2_it'\\''s'` },
        {},
      ],
    })
  })

  test('a record of the place that was reached stands for all before it', () => {
    const at = (key: string) => ({ ...history('golang-migrate', [key]), coverage: 'current' as const })
    const files = [folder('golang-migrate', ['1_a'], ['2_b'], ['10_c'])].map((each) => ({
      ...each,
      files: each.files.map((file) => ({ ...file, key: file.version ?? '' })),
    }))
    expect(judge(files, [environment('dev', at('2'))]).rows.map(([, state]) => state)).toEqual([
      'applied',
      'applied',
      'pending',
    ])
    expect(judge(files, [environment('dev', at('7'))]).rows.map(([title, state]) => [title, state])).toEqual([
      ['1_a', 'applied'],
      ['2_b', 'applied'],
      ['10_c', 'pending'],
      ['7', 'missingFile'],
    ])
  })

  test('files of one version are told', () => {
    const { findings } = judge([folder('supabase', ['1_a', A], ['1_b', B])], [])
    expect(findings).toMatchObject([
      {
        sort: 'duplicateVersion',
        evidence: ['supabase/migrations/1_a.sql', 'supabase/migrations/1_b.sql'],
        migrations: ['supabase/migrations/1_a.sql', 'supabase/migrations/1_b.sql'],
      },
    ])
  })

  test('change sets of Liquibase in files of one name are neither duplicates nor a clash', () => {
    const set = (path: string, sql: string) => ['1', sql, { key: 'changes.sql::1::ann', path }] as const
    const ran = [environment('prod', history('liquibase', ['1', null, { key: 'changes.sql::1::ann' }]))]
    const apart = judge([folder('liquibase', set('v1/changes.sql', A), set('v2/changes.sql', B))], ran)
    expect(apart.rows.map(([, state]) => state)).toEqual(['applied', 'pending'])
    expect(apart.findings.map(({ sort }) => sort)).toEqual(['pending'])
    const twice = judge([folder('liquibase', set('changes.sql', A), set('changes.sql', B))], ran)
    expect(twice.findings.map(({ sort }) => sort)).toEqual(['versionClash', 'duplicateVersion', 'pending'])
  })

  test('every mention is in exactly one migration, however they overlap', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    for (let round = 0; round < 200; round++) {
      const title = () => [`${random(6)}_${'abc'[random(3)]}`, [A, B, null][random(3)]] as const
      const titles = (count: number) => Array.from({ length: count }, title)
      const folders = [folder('supabase', ...titles(random(5))), folder('prisma', ...titles(random(4)))]
      const environments = ['dev', 'prod'].map((name) =>
        environment(name, history('supabase', ...titles(random(5))), history('prisma', ...titles(random(3)))),
      )
      const { rows } = judge(folders, environments)
      const mentions =
        folders.flatMap(({ files }) => files).length +
        environments.flatMap(({ records }) => records?.histories.flatMap(({ entries }) => entries) ?? [])
          .length
      expect(rows.length).toBeLessThanOrEqual(mentions)
      expect(rows.every(([, ...states]) => states.length === 2)).toBe(true)
    }
  })
})
