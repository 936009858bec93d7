import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DataFormat, DumpRecord } from '../dumps/dump-record'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { dumped, dumpProject } from './dump.fixture'
import { verifyDump } from './verify-dump'
import type { Workspace } from './workspace'

/** Two tables that are told apart by their values alone, and one that is empty. */
const TABLES = `create table a (id int primary key, t text);
  create table b (id int primary key, t text); create table nothing (id int);
  insert into a select i, md5(i::text) from generate_series(1, 200) i;
  insert into b select i, md5((-i)::text) from generate_series(1, 200) i;`

const FORMATS: readonly [DataFormat, boolean][] = [
  ['sql', false],
  ['sql', true],
  ['custom', false],
  ['csv', true],
  ['jsonl', false],
]

const [major] = majors().slice(-1) as [ReturnType<typeof majors>[number]]
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(major, { sql: TABLES })
})
afterAll(() => database.drop())

const EDITS: readonly [string, (said: Said) => void][] = [
  [
    'files of rows left out',
    (said) => said.files.splice(0, Infinity, ...said.files.filter(({ part }) => part !== 'data')),
  ],
  ['no tables', (said) => said.tables.splice(0)],
  ['another environment', (said) => Object.assign(said, { environment: 'other' })],
  ['another time', (said) => Object.assign(said, { takenAt: '2001-01-01T00:00:00.000Z' })],
  ['nothing left out', (said) => said.leavesOut.splice(0)],
  ['fewer rows', (said) => Object.assign(said.tables[0] ?? {}, { rows: 5 })],
]

describe.each(FORMATS)('a dump as %s, compressed %s, that was taken elsewhere', (format, isCompressed) => {
  /** A folder of a verified dump, beside those that are spoilt. */
  async function taken(): Promise<{ project: Workspace; folder: string; names: string[] }> {
    const project = dumpProject(database.url)
    const record = await dumped(project, { options: { format, isCompressed } })
    expect(record.state).toBe('verified')
    const roles = record.files.find(({ part }) => part === 'roles')?.path as string
    const elsewhere = dumpProject(database.url)
    const folder = path.join(elsewhere.place.directory, 'taken')
    fs.cpSync(path.join(project.place.directory, path.dirname(roles)), folder, { recursive: true })
    const all = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return {
      project: elsewhere,
      folder,
      names: all.filter((name) => fs.statSync(path.join(folder, name)).isFile()),
    }
  }

  /** Spoils a copy, and gives what verifying that comes to: a state, or the code of an error. */
  async function verdict(project: Workspace, folder: string, spoil: (copy: string) => void): Promise<string> {
    const copy = `${folder}-spoilt`
    fs.cpSync(folder, copy, { recursive: true })
    spoil(copy)
    const { state } = await verifyDump(project, copy).catch((error) => ({ state: error.code }))
    fs.rmSync(copy, { recursive: true })
    return state
  }

  test('is verified as it is, and never with a byte changed, cut off, added or put in the place of another', {
    timeout: 120_000,
  }, async () => {
    const { project, folder, names } = await taken()
    expect(await verdict(project, folder, () => undefined)).toBe('verified')
    for (const name of names) {
      const bytes = fs.readFileSync(path.join(folder, name))
      const changed = Buffer.from(bytes)
      const at = Math.floor(bytes.length / 2)
      if (at < bytes.length) changed[at] = (changed[at] as number) ^ 1
      const another = names[(names.indexOf(name) + 1) % names.length] as string
      const added = Buffer.concat([bytes, Buffer.from('x')])
      for (const put of [
        changed,
        bytes.subarray(0, -3),
        added,
        fs.readFileSync(path.join(folder, another)),
      ]) {
        if (put.equals(bytes)) continue
        const state = await verdict(project, folder, (copy) => fs.writeFileSync(path.join(copy, name), put))
        expect([name, state]).toEqual([name, expect.stringMatching(/^(failed|E-DUMP-RECORD)$/)])
      }
      const gone = await verdict(project, folder, (copy) => fs.rmSync(path.join(copy, name)))
      expect([name, gone]).toEqual([name, expect.stringMatching(/^(failed|E-FILE-READ)$/)])
    }
  })

  test('is refused with a manifest that was edited', { timeout: 120_000 }, async () => {
    const { project, folder } = await taken()
    for (const [name, edit] of EDITS) {
      const edited = (isSealed: boolean) => (copy: string) => {
        const file = path.join(copy, 'manifest.json')
        const { sha256, ...said } = JSON.parse(fs.readFileSync(file, 'utf8'))
        edit(said)
        fs.writeFileSync(file, JSON.stringify(isSealed ? { ...said, sha256 } : said))
      }
      expect([name, await verdict(project, folder, edited(true))]).toEqual([name, 'E-DUMP-RECORD'])
    }
    const unsealed = (edit: (said: Said) => void) => (copy: string) => {
      const file = path.join(copy, 'manifest.json')
      const { sha256, ...said } = JSON.parse(fs.readFileSync(file, 'utf8'))
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      edit(said)
      fs.writeFileSync(file, JSON.stringify(said))
    }
    // Of one that has no checksum of its own nobody knows, but what it says has to fit.
    expect(
      await verdict(
        project,
        folder,
        unsealed(() => undefined),
      ),
    ).toBe('notVerified')
    for (const [name, edit] of EDITS.slice(0, 2))
      expect([name, await verdict(project, folder, unsealed(edit))]).toEqual([name, 'failed'])
  })
})

type Said = {
  -readonly [Key in keyof DumpRecord]: DumpRecord[Key] extends readonly (infer T)[] ? T[] : DumpRecord[Key]
}
