import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { readRowsFile } from './read-rows-file'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-rows-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

async function read(name: string, bytes: string | Buffer) {
  const file = path.join(folder, name)
  fs.writeFileSync(file, bytes)
  const { rows, isWhole } = await readRowsFile(file)
  return [rows, isWhole]
}

describe('a file of rows', () => {
  test('of CSV counts records, whatever is within quotes', async () => {
    expect(await read('a.csv', 'id,note\r\n')).toEqual([0, true])
    expect(await read('b.csv', 'id,note\r\n1,"two\r\nlines ""quoted"""\r\n2,\r\n')).toEqual([2, true])
    expect(await read('c.csv', 'id,note\r\n1,"cut\r\n')).toEqual([0, false])
    expect(await read('d.csv', 'id,note\r\n1,cut')).toEqual([0, false])
    expect(await read('e.csv', '')).toEqual([0, false])
  })

  test('of JSON Lines counts lines', async () => {
    expect(await read('a.jsonl', '')).toEqual([0, true])
    expect(await read('b.jsonl', '{"a":1}\n{"a":"\\n"}\n')).toEqual([2, true])
    expect(await read('c.jsonl', '{"a":1}\n{"a":')).toEqual([1, false])
  })

  test('that is compressed is read to its end', async () => {
    const packed = gzipSync('{"a":1}\n'.repeat(10_000))
    expect(await read('a.jsonl.gz', packed)).toEqual([10_000, true])
    expect((await read('b.jsonl.gz', packed.subarray(0, packed.length - 4)))[1]).toBe(false)
    expect((await read('c.jsonl.gz', 'no gzip'))[1]).toBe(false)
    expect((await readRowsFile(path.join(folder, 'b.jsonl.gz'))).bytes).toBe(packed.length - 4)
  })
})
