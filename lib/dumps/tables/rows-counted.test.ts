import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RowsCounted } from './rows-counted'

/** Passes rows on in pieces of so many bytes. */
function pass(format: 'csv' | 'jsonl' | 'sql', rows: readonly string[], cutEvery: number) {
  const counted = new RowsCounted(format)
  const all = Buffer.from(rows.join(''))
  const ends = new Set<number>()
  let at = 0
  for (const row of rows) {
    at += Buffer.byteLength(row)
    ends.add(at)
  }
  const written: Buffer[] = []
  for (let from = 0; from < all.length; from += cutEvery) {
    const bytes = all.subarray(from, from + cutEvery)
    const own = [...ends].filter((end) => end > from && end <= from + bytes.length).map((end) => end - from)
    written.push(counted.take({ bytes, ends: own }))
  }
  return { counted, text: Buffer.concat(written).toString() }
}

const CUTS = [1, 2, 3, 4, 5, 7, 1000]

describe.each(CUTS)('rows that arrive by %i bytes', (cut) => {
  it('of a script are counted and hashed as they are', () => {
    const rows = ['1\ta\\nb\n', '\n', '\\N\n', '\\.x\n', 'x\\.\n', '\\\\.\n']
    const { counted, text } = pass('sql', rows, cut)
    expect(text).toBe(rows.join(''))
    expect(counted.rows).toBe(6)
    expect(counted.digest()).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('of CSV end records with both signs, and keep line breaks within values', () => {
    const { counted, text } = pass('csv', ['a\n', '"x\ny"\n', '\n'], cut)
    expect(text).toBe('a\r\n"x\ny"\r\n\r\n')
    expect([counted.rows, counted.digest()]).toEqual([2, null])
  })

  it('of JSON are one line each', () => {
    expect(pass('jsonl', ['{"a":1}\n', '{}\n'], cut).counted.rows).toBe(2)
    expect(() => pass('jsonl', ['{"a":\n1}\n'], cut)).toThrow('no Postgres server sends')
  })

  it.each([
    ['ends the data and goes on with commands', ['1\n', '\\.\n', '\\! touch x\n']],
    ['hides a line within a row', ['1\n\\.\n\\! touch x\n']],
    ['does not end where the server says', ['1\n2', '\n']],
    ['has no end', ['1']],
  ])('of a script that %s are refused', (_, rows) => {
    expect(() => pass('sql', rows, cut)).toThrow('no Postgres server sends')
  })
})
