import { expect, test } from 'vitest'
import { connectionWords } from './connection-words'

/** Reads a connection string as libpq does: `word = value`, where a quoted value ends at a quote without a backslash. */
function read(text: string): [word: string, value: string][] {
  const pairs: [string, string][] = []
  let rest = text
  while (rest.trim() !== '') {
    const [all, word, quoted, plain] =
      /^\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\[\s\S])*)'|((?:[^\s'\\]|\\[\s\S])*))/.exec(rest) ?? []
    if (all === undefined || word === undefined) throw new Error(`not understood: ${rest}`)
    pairs.push([word, (quoted ?? plain ?? '').replace(/\\([\s\S])/g, '$1')])
    rest = rest.slice(all.length)
  }
  return pairs
}

test.each([
  'app',
  '--help',
  '-f x',
  '../x',
  'host=evil',
  'dbname=postgres',
  'postgres://evil/app',
  "a'b\\c",
  "' host='evil",
  "\\' host=evil",
  '\\',
  'two words',
  'say "so"',
  'new\nline',
  '',
])('the name of a database, %j, is nothing but a name', (name) => {
  const words = connectionWords('/run/here', 4711, name)
  expect(words.slice(0, -1)).toEqual(['-h', '/run/here', '-p', '4711', '-d'])
  expect(read(words.at(-1) as string)).toEqual([['dbname', name]])
})
