import { expect, test } from 'vitest'
import { splitHidden } from './hidden-characters'

/** The text with every hidden character in braces. */
function shown(text: string, allowed?: string): string {
  const parts = splitHidden(text, allowed === undefined ? {} : { allowed })
  return parts.map((part) => (part.isHidden ? `{${part.text}}` : part.text)).join('')
}

test.each([
  ['invoices', 'invoices'],
  ['', ''],
  ['a"b <img src=x> {{7*7}}', 'a"b <img src=x> {{7*7}}'],
  ['prod\u202etoor', 'prod{U+202E}toor'],
  ['a\u2066b\u2069', 'a{U+2066}b{U+2069}'],
  ['zero\u200bwidth', 'zero{U+200B}width'],
  ['\ufefftable', '{U+FEFF}table'],
  ['soft\u00adhyphen', 'soft{U+00AD}hyphen'],
  ['line\nbreak\ttab\r', 'line{\\n}break{\\t}tab{\\r}'],
  ['escape\u001b[31m', 'escape{U+001B}[31m'],
  ['no\u00a0break', 'no{NBSP}break'],
  ['thin\u2009space', 'thin{U+2009}space'],
  ['\u3164', '{U+3164}'],
  ['lone \ud800', 'lone {U+D800}'],
  ['tag\u{e0041}', 'tag{U+E0041}'],
  ['مرحبا', 'مرحبا'],
  ['cafe\u0301', 'cafe\u0301'],
  ['日本語', '日本語'],
  ['🎉 party', '🎉 party'],
  ['👩‍👩‍👧‍👦 ❤️', '👩‍👩‍👧‍👦 ❤️'],
  ['a\u200db', 'a{U+200D}b'],
  ['a\ufe0fb\u034f', 'a{U+FE0F}b{U+034F}'],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('allowed characters pass, all others do not', () => {
  expect(shown('a\n\tb\u202ec', '\n\t')).toBe('a\n\tb{U+202E}c')
})

test('a long text without anything hidden stays one part', () => {
  expect(splitHidden('x'.repeat(1_000_000))).toHaveLength(1)
})
