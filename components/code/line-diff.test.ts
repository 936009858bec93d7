import { describe, expect, test } from 'vitest'
import { type DiffLine, type DiffRow, diffLines } from './line-diff'

/** A line with its marked words in brackets. */
function marked({ text, marks }: DiffLine): string {
  let shown = ''
  let at = 0
  for (const { start, end } of marks) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`
    at = end
  }
  return shown + text.slice(at)
}

function sketch(row: DiffRow): string {
  if (row.type === 'same') return `  ${row.source.text}`
  if (row.type === 'sourceOnly') return `- ${row.source.text}`
  if (row.type === 'targetOnly') return `+ ${row.target.text}`
  return `~ ${marked(row.source)} | ${marked(row.target)}`
}

describe('rows', () => {
  test('of equal texts are all the same', () => {
    expect(diffLines('a\nb\n', 'a\nb').map(sketch)).toEqual(['  a', '  b'])
  })

  test('of other line ends are not the same', () => {
    expect(diffLines('a\r\nb', 'a\nb').map(sketch)).toEqual(['~ a[\r] | a', '  b'])
  })

  test('of an absent text stand on one side', () => {
    expect(diffLines('', 'a\nb').map(sketch)).toEqual(['+ a', '+ b'])
    expect(diffLines('a\nb', '').map(sketch)).toEqual(['- a', '- b'])
    expect(diffLines('', '')).toEqual([])
  })

  test('of a changed line mark the words that differ', () => {
    expect(diffLines('  amount numeric(12,2),', '  amount numeric(10,2),').map(sketch)).toEqual([
      '~   amount numeric([12],2), |   amount numeric([10],2),',
    ])
    expect(diffLines('  id uuid NOT NULL', '  id uuid').map(sketch)).toEqual([
      '~   id uuid[ NOT NULL] |   id uuid',
    ])
  })

  test('of a lone line that begins like its replacement are put beside each other', () => {
    const long = 'USING ((tenant_id IN ( SELECT private.tenant_ids() AS tenant_ids)))'
    expect(diffLines(long, 'USING (true)').map(({ type }) => type)).toEqual(['changed'])
    expect(diffLines(`a\n${long}`, 'USING (true)').map(({ type }) => type)).not.toContain('changed')
  })

  test('of unlike lines are not put beside each other', () => {
    expect(diffLines('using (tenant_id = 1)', 'for select').map(sketch)).toEqual([
      '- using (tenant_id = 1)',
      '+ for select',
    ])
  })

  test('pair a changed line with its successor past an inserted one', () => {
    const source = 'create table t (\n  amount numeric(12,2)\n)'
    const target = 'create table t (\n  note text,\n  amount numeric(10,2)\n)'
    expect(diffLines(source, target).map(sketch)).toEqual([
      '  create table t (',
      '+   note text,',
      '~   amount numeric([12],2) |   amount numeric([10],2)',
      '  )',
    ])
  })
})

describe('every comparison', () => {
  const texts = [
    '',
    'a',
    'a\nb\nc',
    'c\nb\na',
    'select 1;\n\nselect 2;',
    'a b c\na b d\na c d\n',
    '\n\n',
    'x\n'.repeat(50),
  ]

  test.each(texts.flatMap((source) => texts.map((target) => [source, target])))(
    '%j, %j',
    (source, target) => {
      const rows = diffLines(source, target)
      const side = (name: 'source' | 'target') =>
        rows.flatMap((row) => (name in row ? [(row as Record<typeof name, DiffLine>)[name]] : []))
      for (const [name, text] of [
        ['source', source],
        ['target', target],
      ] as const) {
        expect(side(name).map((line) => line.text)).toEqual(
          text === '' ? [] : text.replace(/\n$/, '').split('\n'),
        )
        expect(side(name).map((line) => line.number)).toEqual(side(name).map((_, index) => index + 1))
      }
      for (const row of rows) {
        if (row.type === 'same') expect(row.source.text).toBe(row.target.text)
        if (row.type === 'changed') expect(row.source.text).not.toBe(row.target.text)
      }
    },
  )
})

test('large unlike texts are shown as they are', () => {
  const lines = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n')
  const rows = diffLines(lines('source'), lines('target'))
  expect(rows.filter((row) => row.type !== 'targetOnly')).toHaveLength(20_000)
})
