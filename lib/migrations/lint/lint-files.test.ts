import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findSquawk } from './find-squawk'
import { found, lint } from './lint.fixture'
import { LINT_RULES } from './rules/all'
import { askSquawk, SQUAWK_RULES } from './squawk'

describe('silencing', () => {
  const statement = 'truncate small;'

  test('a comment silences its rule for the next statement alone, and that is told', async () => {
    const [file] = await lint(
      `-- lockstep-lint: ignore truncate sessions start anew\n-- with this release\n${statement}\n${statement}`,
    )
    expect(file).toMatchObject({
      state: 'found',
      findings: [{ rule: 'truncate', line: 4 }],
      silenced: [{ rule: 'truncate', line: 3, reason: 'sessions start anew' }],
    })
  })

  test.each([
    ['another rule', `-- lockstep-lint: ignore drop-table why\n${statement}`],
    ['after the statement', `${statement} -- lockstep-lint: ignore truncate why`],
    ['a statement in between', `-- lockstep-lint: ignore truncate why\nselect 1;\n${statement}`],
    ['a text', `select '\n-- lockstep-lint: ignore truncate why\n';\n${statement}`],
  ])('not by %s', async (_, sql) => {
    expect(await found(sql)).toEqual(['critical truncate'])
  })

  test('without a reason, and of what is no statement', async () => {
    const [first] = await lint(`-- LOCKSTEP-LINT: ignore truncate\n${statement}`)
    expect(first).toMatchObject({ state: 'clean', findings: [], silenced: [{ reason: '' }] })
    const [second] = await lint('-- lockstep-lint: ignore psql-commands kept\n\\set x 1\nselect 1;')
    expect(second?.silenced).toMatchObject([{ rule: 'psql-commands', line: 2 }])
  })
})

describe('what is called clean', () => {
  test('only what was read and parsed', async () => {
    const [file, none] = await lint({ 'a.sql': 'select 1; select 2;', 'b.sql': '' })
    expect(file).toMatchObject({ state: 'clean', statements: 2, problems: [] })
    expect(none).toMatchObject({ state: 'clean', statements: 0 })
  })

  test('not what is too long to be parsed', async () => {
    const [file] = await lint(`insert into small values ('${'x'.repeat(1_000_001)}');`)
    expect(file).toMatchObject({ state: 'partly', problems: [expect.stringContaining('too long')] })
  })

  test('not what squawk failed on', async () => {
    const failing = () => Promise.reject(new Error('it is broken'))
    const [file] = await lint('select 1', { askSquawk: failing })
    expect(file).toMatchObject({ state: 'partly', problems: ['squawk was not asked: it is broken'] })
  })
})

test('the most serious stands first, and long statements are cut', async () => {
  const [file] = await lint(
    `create index on small (a);\ndrop table small; -- ${'x'.repeat(2000)}\ndrop table big${' '.repeat(2000)};`,
  )
  expect(file?.findings.map(({ severity, line }) => [severity, line])).toEqual([
    ['critical', 2],
    ['critical', 3],
    ['low', 1],
  ])
})

test('line ends of Windows, a byte order mark and statements of one line keep their lines', async () => {
  const [file] = await lint('\uFEFFselect 1;\r\nselect 2; drop table\r\n  small;\r\n')
  expect(file?.findings).toMatchObject([{ line: 2, statement: 'drop table\n  small' }])
})

test('every rule has a name of its own, which squawk does not use', () => {
  const names = [...LINT_RULES.map(({ id }) => id), ...SQUAWK_RULES]
  expect(new Set(names).size).toBe(names.length)
})

test('the documents name every rule', () => {
  const text = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docs/migrations.md'), 'utf8')
  expect(LINT_RULES.map(({ id }) => id).filter((id) => !text.includes(`\`${id}\``))).toEqual([])
  expect(text).toContain(`${SQUAWK_RULES.length} rules of [squawk]`)
})

describe('squawk', () => {
  const squawk = findSquawk()
  const ask = (sql: string, tool = 'supabase') =>
    lint(sql, {
      tool,
      askSquawk: squawk && ((script, isWrapped) => askSquawk(squawk, script, { major: 17, isWrapped })),
    })

  test('is installed along with Lockstep', () => {
    expect(squawk?.version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('its findings stand with their statements, in our words for how serious they are', async () => {
    const [file] = await ask(
      'select 1;\n\nalter table small\n  rename column a to b;\nalter table small alter b drop not null;',
    )
    expect(file?.findings).toMatchObject([
      { rule: 'renaming-column', source: 'squawk', severity: 'medium', line: 3 },
      { rule: 'ban-drop-not-null', source: 'squawk', severity: 'low', line: 5 },
    ])
    expect(file?.findings[0]?.statement).toBe('alter table small\n  rename column a to b')
  })

  test('what only concerns style, and what our rules judge by the size of the table, is not asked', async () => {
    const [file] = await ask(
      'create table if not exists t (id serial, c char(3), at timestamp); create index on t (at);',
    )
    expect(file?.state).toBe('clean')
  })

  test('nobody waits for a table that this deploy makes', async () => {
    const [file] = await ask(
      'create table t (a int not null); alter table t rename a to b; create index i on t (b); drop index i;',
    )
    expect(file?.state).toBe('clean')
  })

  test('a transaction of the file is told once, and only where the tool has one around it', async () => {
    const sql = 'begin;\nselect 1;\ncommit;\nbegin;\nselect 2;\ncommit;'
    expect((await ask(sql))[0]?.findings.map(({ rule }) => rule)).toEqual(['transaction-nesting'])
    expect((await ask(sql, 'sqitch'))[0]?.state).toBe('clean')
    expect((await ask('begin;\nselect 1;', 'sqitch'))[0]?.findings.map(({ rule }) => rule)).toEqual([
      'ban-uncommitted-transaction',
    ])
  })

  test('comments silence its rules too', async () => {
    const [file] = await ask(
      '-- lockstep-lint: ignore renaming-table nobody uses it\nalter table small rename to tiny;',
    )
    expect(file?.silenced).toMatchObject([{ rule: 'renaming-table', reason: 'nobody uses it' }])
  })
})
