import { describe, expect, test } from 'vitest'
import { splitTokenLines, tokenizeSql } from './sql-tokens'

/** Every stretch that is not plain, as `type:text`. */
function coloured(sql: string): string[] {
  return tokenizeSql(sql)
    .filter(({ type }) => type !== 'plain')
    .map(({ type, text }) => `${type}:${text}`)
}

describe('tokens', () => {
  test.each([
    ['create table t (a int)', ['keyword:create', 'keyword:table']],
    [
      'CREATE POLICY p ON t USING (true)',
      ['CREATE', 'POLICY', 'ON', 'USING', 'true'].map((word) => `keyword:${word}`),
    ],
    ['"create" "a""table"', []],
    ['created selects set_x', []],
    ["'it''s' x", ["string:'it''s'"]],
    ["e'it\\'s' x", ["string:e'it\\'s'"]],
    ["'a\\' x", ["string:'a\\'"]],
    ["U&'d\\0061t' B'01'", ["string:U&'d\\0061t'", "string:B'01'"]],
    ['$$ select 1 $$ x', ['string:$$ select 1 $$']],
    ['$a$ $$ $b$ $a$ x', ['string:$a$ $$ $b$ $a$']],
    ['a$1 $1', ['number:1']],
    ['1 1.5 .5 1e-3 1_000 a1', ['number:1', 'number:1.5', 'number:.5', 'number:1e-3', 'number:1_000']],
    ['a -- select\nb', ['comment:-- select']],
    ['/* a /* b */ c */ x', ['comment:/* a /* b */ c */']],
    ['a->>1', ['number:1']],
    ['naïve', []],
  ])('%s', (sql, expected) => {
    expect(coloured(sql)).toEqual(expected)
  })

  test.each(["'open", '"open', '$$open', '/* open /* */', "e'open\\", '$', "'", '-', '/'])(
    'unfinished %j runs to the end',
    (sql) => {
      expect(
        tokenizeSql(sql)
          .map(({ text }) => text)
          .join(''),
      ).toBe(sql)
    },
  )

  test('join to the same text, whatever it is', () => {
    let seed = 7
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed
    }
    const pieces = [
      "'",
      '"',
      '$$',
      '$a$',
      '--',
      '/*',
      '*/',
      '\n',
      'select',
      ' ',
      '1',
      '.',
      'e',
      '\\',
      'é',
      '😀',
      '\u202e',
    ]
    for (let round = 0; round < 2000; round += 1) {
      const sql = Array.from({ length: 12 }, () => pieces[next() % pieces.length]).join('')
      expect(
        tokenizeSql(sql)
          .map(({ text }) => text)
          .join(''),
      ).toBe(sql)
    }
  })
})

test('a string of megabytes is one token', () => {
  const sql = `'${"it''s ".repeat(500_000)}'`
  expect(tokenizeSql(sql)).toEqual([{ type: 'string', text: sql }])
})

test('lines cut tokens and join to the same text', () => {
  const sql = 'select $$a\n\nb$$\n/* c\nd */ 1\n'
  const lines = splitTokenLines(tokenizeSql(sql))
  expect(lines.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(sql)
  expect(lines[2]).toEqual([{ type: 'string', text: 'b$$' }])
  expect(lines[4]?.[0]).toEqual({ type: 'comment', text: 'd */' })
})
