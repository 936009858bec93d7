import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTableFile } from './read-table-file'

let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-read-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

function put(name: string, bytes: string | Buffer): string {
  const file = path.join(folder, name)
  fs.writeFileSync(file, bytes)
  return file
}

describe('a file of a table', () => {
  it.each([
    ['t.csv', 'a,b\r\n', 0],
    ['t.csv', 'a,b\r\n1,\r\n"x\ny","say ""no"""\r\n', 2],
    ['t.csv', '\r\n\r\n\r\n', 2],
    ['t.csv', `a\r\n"${'x\r\n'.repeat(100_000)}"\r\n`, 1],
    ['t.jsonl', '', 0],
    ['t.jsonl', '{"a":1}\n{"a":"\\n"}\n', 2],
  ])('%s is counted, packed or not: %j', async (name, text, rows) => {
    for (const [file, bytes] of [
      [name, Buffer.from(text)],
      [`${name}.gz`, gzipSync(text)],
    ] as const) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      expect(await readTableFile(put(file, bytes))).toEqual({ bytes: bytes.length, sha256, rows })
    }
  })

  it.each([
    ['t.csv', ''],
    ['t.csv', 'a,b\r\n1,2'],
    ['t.csv', 'a,b\r\n"1,2\r\n'],
    ['t.jsonl', '{"a":1}\n{"a"'],
    ['t.csv.gz', gzipSync('a\r\n1\r\n').subarray(0, -4)],
    ['t.csv.gz', Buffer.concat([gzipSync('a\r\n1\r\n').subarray(0, 12), Buffer.alloc(20, 7)])],
  ])('%s that is not whole is damaged: %j', async (name, bytes) => {
    await expect(readTableFile(put(name, bytes))).rejects.toMatchObject({ code: 'E-DUMP-DAMAGED' })
  })

  it('is not read through a link', async () => {
    const link = path.join(folder, 'link.csv')
    fs.symlinkSync(put('t.csv', 'a\r\n'), link)
    await expect(readTableFile(link)).rejects.toMatchObject({ code: 'ELOOP' })
  })

  it('is read no further once that is cancelled', async () => {
    const file = put('t.jsonl', '{}\n'.repeat(1_000_000))
    const cancel = new AbortController()
    const reading = readTableFile(file, {
      signal: cancel.signal,
      onBytes: () => cancel.abort(new Error('cancelled')),
    })
    await expect(reading).rejects.toThrow('cancelled')
  })
})
