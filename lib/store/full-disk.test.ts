import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { policy } from '../kinds/policy'
import { schema } from '../kinds/schema'
import { fingerprint } from '../objects/snapshot'
import { snapshotOf } from '../objects/snapshot.fixture'
import { cannotMount, makeSmallDisk, type SmallDisk } from '../testing/small-disk'
import { appendChange, readChanges, type SchemaChange } from './change-log'
import { projectFolder } from './project-folder'
import { readSettings, writeSettings } from './settings-file'
import { readSnapshotFile, writeSnapshotFile } from './snapshot-file'

const kinds = new Map([schema, policy].map((kind) => [kind.name, kind]))
const small = snapshotOf([
  { kind: schema, rows: [{ name: 'app', owner: null }] },
  { kind: policy, rows: [] },
])
/** Random names cannot be packed, so its file is larger than what is left of the disk. */
const large = snapshotOf([
  {
    kind: schema,
    rows: Array.from({ length: 2_000 }, (_, i) => ({
      name: `s${i}${Math.random().toString(36).repeat(2)}`,
      owner: null,
    })),
  },
  { kind: policy, rows: [] },
])
const change = (n: number, objects: number): SchemaChange => ({
  after: '2026-01-01T00:00:00.000Z',
  seen: new Date(n * 1000).toISOString(),
  counts: { added: objects, removed: 0, changed: 0 },
  objects: Array.from({ length: objects }, (_, i) => ({ id: `table:public.t${i}`, status: 'added' })),
})

describe.skipIf(cannotMount() !== null).each(['full', 'read-only'] as const)('a disk that is %s', (how) => {
  let disk: SmallDisk
  const file = (...parts: string[]) => path.join(disk.folder, ...parts)
  /** As bad as it gets without failing at once: some of a file still fits. */
  const fail = () => (how === 'full' ? disk.fill(8192) : disk.setReadOnly(true))
  const heal = () => (how === 'full' ? disk.clear() : disk.setReadOnly(false))
  const listing = () => fs.readdirSync(disk.folder).filter((name) => name !== 'filling')

  beforeEach(() => {
    disk = makeSmallDisk(256)
  })
  afterEach(() => disk.remove())

  test('leaves the snapshot of before, and no part of the new one', async () => {
    await writeSnapshotFile(file('prod.lockstep'), small, kinds)
    fail()
    await expect(writeSnapshotFile(file('prod.lockstep'), large, kinds)).rejects.toMatchObject({
      code: 'E-FILE-WRITE',
      detail: expect.stringMatching(/ENOSPC|EROFS/),
    })
    expect(listing()).toEqual(['prod.lockstep'])
    expect(fingerprint(await readSnapshotFile(file('prod.lockstep'), kinds))).toBe(fingerprint(small))
    heal()
    await writeSnapshotFile(file('prod.lockstep'), large, kinds)
    expect(fingerprint(await readSnapshotFile(file('prod.lockstep'), kinds))).toBe(fingerprint(large))
  })

  test('leaves the log of changes as it was, and the next change is in it', () => {
    appendChange(file('log.jsonl'), change(1, 1))
    const before = fs.readFileSync(file('log.jsonl'))
    fail()
    expect(() => appendChange(file('log.jsonl'), change(2, 500))).toThrow(/ENOSPC|EROFS/)
    expect(fs.readFileSync(file('log.jsonl'))).toEqual(before)
    heal()
    appendChange(file('log.jsonl'), change(3, 500))
    expect(readChanges(file('log.jsonl'))).toEqual([change(3, 500), change(1, 1)])
  })

  test('keeps the settings of before', () => {
    writeSettings(disk.folder, { checkEveryMinutes: 5 })
    if (how === 'full') disk.fill(0)
    else fail()
    expect(() => writeSettings(disk.folder, { checkEveryMinutes: 15 })).toThrow(
      expect.objectContaining({ code: 'E-FILE-WRITE', detail: expect.stringMatching(/ENOSPC|EROFS/) }),
    )
    expect(readSettings(disk.folder)).toMatchObject({ checkEveryMinutes: 5, replays: null })
    expect(fs.readdirSync(file('.lockstep')).sort()).toEqual(['.gitignore', 'settings.json'])
    heal()
    writeSettings(disk.folder, { checkEveryMinutes: 15 })
    expect(readSettings(disk.folder)).toMatchObject({ checkEveryMinutes: 15, replays: null })
  })

  test('does not leave the own folder open to git', () => {
    if (how === 'full') disk.fill(0)
    else fail()
    expect(() => projectFolder(disk.folder, 'last')).toThrow(/ENOSPC|EROFS/)
    heal()
    projectFolder(disk.folder, 'last')
    expect(fs.readFileSync(file('.lockstep', '.gitignore'), 'utf8')).toBe('*\n')
  })
})
