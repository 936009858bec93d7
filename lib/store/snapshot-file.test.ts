import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policy } from '../kinds/policy'
import { schema } from '../kinds/schema'
import { compareSnapshots } from '../objects/compare'
import { kindColumns } from '../objects/kind'
import { copyValue } from '../objects/row'
import { findRows, fingerprint } from '../objects/snapshot'
import { snapshotOf } from '../objects/snapshot.fixture'
import { readSnapshotFile, writeSnapshotFile } from './snapshot-file'

const kinds = new Map([schema, policy].map((kind) => [kind.name, kind]))
const POLICY = {
  ...Object.fromEntries(kindColumns(policy).map((name) => [name, 'x'])),
  needs: '[["column", "s", "t\\t", "b"]]',
}
const snapshot = snapshotOf(
  [
    {
      kind: schema,
      rows: [
        { name: 'app\t\n\\', owner: 'ann' },
        { name: '😀', owner: null },
      ],
    },
    { kind: policy, rows: [POLICY] },
  ],
  { blindSpots: [{ kind: 'role', reason: 'permission', message: 'no' }], busy: { schema: [1] } },
)
let folder: string
const file = () => path.join(folder, 'prod.lockstep')

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-snapshot-'))
  await writeSnapshotFile(file(), snapshot, kinds)
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

test('what is read is what was written', async () => {
  const read = await readSnapshotFile(file(), kinds)
  expect(fingerprint(read)).toBe(fingerprint(snapshot))
  expect(read.kinds.get('schema')?.busy).toEqual(new Set([1]))
  expect(read.blindSpots).toEqual(snapshot.blindSpots)
  expect(read.origin).toBe('file')
  expect(compareSnapshots(read, snapshot, [...kinds.values()]).counts).toMatchObject({
    equal: 2,
    unknown: 1,
  })
  expect(findRows(read, policy, [])).toEqual([POLICY])
  expect(findRows(read, schema, ['app\t\n\\'])).toEqual(findRows(snapshot, schema, ['app\t\n\\']))
})

test('a file of a version that wrote what an object needs into its line is read as well', async () => {
  const line = `${kindColumns(policy)
    .map((name) => copyValue(POLICY[name as keyof typeof POLICY]))
    .join('\t')}\n`
  const [magic = '', , header = ''] = gunzipSync(fs.readFileSync(file())).toString().split('\n')
  const { kinds: _, ...rest } = JSON.parse(header)
  const columns = kindColumns(policy)
  const before = [{ kind: 'policy', columns, bytes: Buffer.byteLength(line), busy: [0] }]
  const body = `${JSON.stringify({ ...rest, kinds: before })}\n${line}`
  const older = path.join(folder, 'older')
  fs.writeFileSync(older, gzipSync(`${magic}\n${createHash('sha256').update(body).digest('hex')}\n${body}`))
  const read = await readSnapshotFile(older, kinds)
  fs.rmSync(older)
  expect(findRows(read, policy, [])).toEqual([POLICY])
  expect(read.kinds.get('policy')?.busy).toEqual(new Set([0]))
  expect(read.diagnostics).toMatchObject([{ code: 'readByOtherVersion', kind: 'schema' }])
})

test('only the owner may read the file, and nothing half-made stays beside it', () => {
  expect(fs.statSync(file()).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(folder)).toEqual(['prod.lockstep'])
})

test('every cut and every flipped byte is noticed', async () => {
  const whole = fs.readFileSync(file())
  const damaged = path.join(folder, 'damaged')
  for (let at = 0; at < whole.length; at += 7) {
    fs.writeFileSync(damaged, whole.subarray(0, at))
    await expect(readSnapshotFile(damaged, kinds)).rejects.toMatchObject({ code: 'E-SNAPSHOT' })
  }
  const unpacked = gunzipSync(whole)
  for (let at = 0; at < unpacked.length; at += 5) {
    const flipped = Buffer.from(unpacked)
    flipped[at] = (flipped[at] as number) ^ 0x40
    fs.writeFileSync(damaged, gzipSync(flipped))
    await expect(readSnapshotFile(damaged, kinds)).rejects.toMatchObject({ code: 'E-SNAPSHOT' })
  }
  fs.rmSync(damaged)
})

test.each([
  ['a text', Buffer.from('create table t();'), /not a whole Lockstep snapshot/],
  ['another gzip', gzipSync('hello'), /not a whole Lockstep snapshot/],
  ['a newer layout', gzipSync('lockstep snapshot 2\nabc\n{}\n'), /newer version/],
])('%s is refused', async (_, bytes, message) => {
  const other = path.join(folder, 'other')
  fs.writeFileSync(other, bytes)
  await expect(readSnapshotFile(other, kinds)).rejects.toThrow(message)
  fs.rmSync(other)
})

test('a missing file is named', async () => {
  await expect(readSnapshotFile(path.join(folder, 'nothing'), kinds)).rejects.toMatchObject({
    code: 'E-FILE-READ',
  })
})

test('a kind that another version read differently is unknown, not equal', async () => {
  const other = new Map(kinds).set('schema', { ...schema, details: ['more'] })
  const read = await readSnapshotFile(file(), other)
  expect(read.diagnostics).toMatchObject([{ code: 'readByOtherVersion', kind: 'schema' }])
  expect(compareSnapshots(snapshot, read, [schema])).toMatchObject({
    identical: false,
    counts: { unknown: 2 },
  })
})

test('a kind that another version did not know is unknown, also where the other side has none of it', async () => {
  const older = path.join(folder, 'older')
  const rows = [{ name: 'app', owner: 'ann' }]
  await writeSnapshotFile(older, snapshotOf([{ kind: schema, rows }]), kinds)
  const read = await readSnapshotFile(older, kinds)
  fs.rmSync(older)
  expect(read.diagnostics).toMatchObject([{ code: 'readByOtherVersion', kind: 'policy' }])
  const now = snapshotOf([
    { kind: schema, rows },
    { kind: policy, rows: [] },
  ])
  expect(compareSnapshots(read, now, [...kinds.values()])).toMatchObject({
    identical: false,
    differences: [],
  })
})

test('a head that is not understood is told as such', async () => {
  const [magic = '', , ...rest] = gunzipSync(fs.readFileSync(file())).toString().split('\n')
  const body = rest.join('\n').replace('"permission"', '"tomorrow"')
  const newer = path.join(folder, 'newer')
  fs.writeFileSync(newer, gzipSync(`${magic}\n${createHash('sha256').update(body).digest('hex')}\n${body}`))
  await expect(readSnapshotFile(newer, kinds)).rejects.toMatchObject({
    code: 'E-SNAPSHOT',
    detail: expect.stringContaining('another version'),
  })
  fs.rmSync(newer)
})

test('a folder that cannot be written is an error that keeps what was there', async () => {
  await expect(writeSnapshotFile(path.join(folder, 'no', 'x'), snapshot, kinds)).rejects.toMatchObject({
    code: 'E-FILE-WRITE',
  })
})
