import { expect, test } from 'vitest'
import { renderField } from './render-field'

const plain = (_: string, text: string) => text

function render(kind: string, name: string, source: string | null, target: string | null): string[] {
  return renderField(kind, { name, label: 'Label', severity: 'high', source, target }, plain)
}

const filler = (count: number) =>
  Array.from({ length: count }, (_, number) => `  line${number} := ${number};`)

test('short values are shown whole, lists as people write them', () => {
  expect(render('column', 'type', 'integer', null)).toEqual(['Label: integer → (none)'])
  expect(render('table', 'rowSecurity', 't', 'f')).toEqual(['Label: yes → no'])
  expect(render('index', 'keys', '["a","b"]', '[]')).toEqual(['Label: a, b → (none)'])
})

test('of a long text the lines that differ are shown, whatever the spaces around them', () => {
  const lines = filler(60)
  const changed = lines.map((line) => `\t${line} `).with(40, '  return 1;')
  expect(render('function', 'body', lines.join('\n'), changed.join('\r\n'))).toEqual([
    'Label:',
    '  - line40 := 40;',
    '  + return 1;',
  ])
})

test('no more than a few lines are shown, and how many there are besides', () => {
  const body = filler(60).join('\n')
  const lines = render(
    'function',
    'body',
    body,
    `${body}\n${filler(20).join('\n').replaceAll('line', 'new')}`,
  )
  expect(lines).toHaveLength(10)
  expect(lines.at(-1)).toBe('  … 12 more lines differ')
})

test('where only spaces differ it says so instead of showing the same text twice', () => {
  expect(render('function', 'body', 'select  1', 'select 1\n')).toEqual([
    'Label: only spaces and ends of lines differ',
  ])
  const body = filler(60).join('\n')
  expect(render('function', 'body', body, `${body} `)).toEqual([
    'Label: only spaces and ends of lines differ',
  ])
})

test('of a long list the entries that differ are shown, and those that moved', () => {
  const names = Array.from({ length: 60 }, (_, number) => `column_${number}`)
  const json = (list: readonly string[]) => JSON.stringify(list)
  expect(render('index', 'keys', json(names), json(names.with(30, 'lower(x)')))).toEqual([
    'Label:',
    '  - column_30',
    '  + lower(x)',
  ])
  const moved = [...names.slice(0, 5), ...names.slice(7), ...names.slice(5, 7)]
  expect(render('table', 'columnOrder', json(names), json(moved))).toEqual([
    'Label: other places for column_5, column_6',
  ])
})

test('of a long text in one line the part that differs is shown', () => {
  const start = 'x'.repeat(300)
  const [line] = render('column', 'expression', `${start} + 1`, `${start} + 2`)
  expect(line).toBe(`Label: …${'x'.repeat(37)} + 1 → …${'x'.repeat(37)} + 2`)
})

test('what could steer the terminal is shown instead of obeyed', () => {
  const body = filler(60)
  const [, , added] = render('function', 'body', body.join('\n'), body.with(9, 'a\u001b[2J').join('\n'))
  expect(added).toContain('<')
  expect(added).not.toContain('\u001b')
})
