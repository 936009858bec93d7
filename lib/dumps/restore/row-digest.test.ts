import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { LargeObjects } from './large-objects'
import { RowDigest } from './row-digest'

function told(...pieces: string[]) {
  const digest = new RowDigest()
  for (const piece of pieces) digest.add(Buffer.from(piece))
  return digest.tell()
}

test('tells rows the same however they come in pieces', () => {
  const whole = told('1\ta\n2\tb\n3\tc\n')
  expect(told('1', '\ta\n2\tb', '\n', '3\tc\n')).toEqual(whole)
  expect(whole).toMatchObject({
    rows: 3,
    sha256: createHash('sha256').update('1\ta\n2\tb\n3\tc\n').digest('hex'),
  })
})

test('has the same sums for another order, and others for other rows', () => {
  const { sums, sha256 } = told('1\n2\n2\n')
  expect(told('2\n1\n2\n')).toMatchObject({ sums, rows: 3 })
  expect(told('2\n1\n2\n').sha256).not.toBe(sha256)
  for (const other of ['1\n2\n', '1\n1\n2\n', '1\n2\n3\n', '12\n2\n']) expect(told(other).sums).not.toBe(sums)
})

test('counts a last row without its line break', () => {
  expect(told('1\n2')).toMatchObject({ rows: 2 })
  expect(told()).toMatchObject({ rows: 0 })
})

test('tells large objects by what is written into each', () => {
  const told = new LargeObjects()
  const statements = [
    "SELECT pg_catalog.lo_create('7')",
    "SELECT pg_catalog.lo_create('8')",
    'BEGIN',
    "SELECT pg_catalog.lo_open('7', 131072)",
    "SELECT pg_catalog.lowrite(0, '\\x0102')",
    "SELECT pg_catalog.lowrite(0, '\\xff')",
    'SELECT pg_catalog.lo_close(0)',
    'COMMIT',
  ]
  for (const statement of statements) told.take(statement)
  const sha256 = (bytes: number[]) => createHash('sha256').update(Buffer.from(bytes)).digest('hex')
  expect(told.tell()).toEqual(
    new Map([
      ['7', sha256([1, 2, 255])],
      ['8', sha256([])],
    ]),
  )
})
