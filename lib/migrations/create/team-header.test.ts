import { describe, expect, test } from 'vitest'
import { teamHeader } from './team-header'

const ADA = { name: 'Ada', email: null, now: new Date('2026-11-20T21:05:09.120Z') }
const NEXT = { path: '003_third.sql', version: '003', name: 'third' }

/** The header of the next file after files with these texts. */
function next(...texts: readonly string[]): string {
  const files = texts.map((text, i) => {
    const [version, name] = [`00${i}`, ['first', 'second', 'another'][i] ?? '']
    return { path: `${version}_${name}.sql`, version, name, text }
  })
  return teamHeader(files, ADA)(NEXT)
}

describe('no header', () => {
  test.each([
    ['nothing in common', ['-- Who gets invoiced.\nselect 1', '-- What is sold.\nselect 2']],
    ['one file only', ['-- Author: Bo\nselect 1']],
    ['the newest has none', ['-- Author: Bo\n', '-- Author: Cy\n', 'select 1 -- Author: Cy']],
    ['rules alone', ['-- ----\n--\nselect 1', '-- ----\n--\nselect 2']],
    ['marks of the tool', ['-- migrate:up\nselect 1', '-- migrate:up\nselect 2']],
  ])('%s', (_, texts) => {
    expect(next(...texts)).toBe('')
  })
})

test('a block comment that goes on differently is ended', () => {
  const block = (author: string, text: string) => `/*\n * @author: ${author}\n * ${text}\n */\nselect 1;`
  expect(next(block('Bo', 'One.'), block('Cy', 'Two.'))).toBe('/*\n * @author: Ada\n */\n')
})

test('its own names, dates with times, and a summary are those of the new file', () => {
  const text = (file: string, at: string, what: string) =>
    `-- ${file}.sql, ${at}\n-- Description: ${what}\n-- Reviewed by: ${what}\nselect 1;`
  expect(
    next(text('000_first', '2026-01-02 10:00', 'One'), text('001_second', '2026-01-03 11:30', 'Two')),
  ).toBe('-- 003_third.sql, 2026-11-20 21:05\n-- Description: third\n-- Reviewed by:\n')
})

test('what is the same everywhere stays, and an unknown author is left as it was', () => {
  const files = [0, 1].map((i) => ({
    path: `00${i}_x.sql`,
    version: `00${i}`,
    name: 'x',
    text: '-- Author: Team Billing\n-- License: MIT\nselect 1;',
  }))
  expect(teamHeader(files, { ...ADA, name: null })(NEXT)).toBe('-- Author: Team Billing\n-- License: MIT\n')
})
