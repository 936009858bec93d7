import fs from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { processStart } from '../embedded/process-start.mjs'
import {
  dumpFolder,
  listDumps as listRecords,
  readRecord,
  removeRecord,
  saveRecord,
} from '../store/dump-library'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { setRetention } from './apply-retention'
import { deleteDump, pinDump } from './change-dump'
import { beginCheck } from './check-dump'
import { downloadFile } from './download-dump'
import { dumped, dumpProject, filesOf } from './dump.fixture'
import { onDumpsChanged } from './dump-work'
import { listDumps } from './list-dumps'
import { readDump } from './read-dump'
import { waitForDump } from './running-dumps'
import { startDump } from './start-dump'
import { verifyDump } from './verify-dump'
import type { Workspace } from './workspace'

const [major] = majors() as [ReturnType<typeof majors>[number]]
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(major, {
    sql: 'create table notes (id int); insert into notes values (1), (2)',
  })
})
afterAll(() => database.drop())

const dumpsInUse = (project: Workspace) =>
  idsOf(project.place.directory).map((id) => readDump(project, id, 0).dump)

const idsOf = (directory: string) => listRecords(directory).records.map(({ id }) => id)

describe('the library', () => {
  test('deletes the folder of a dump and its record, and no file of the project', async () => {
    const project = dumpProject(database.url)
    const record = await dumped(project)
    deleteDump(project, record.id)
    expect(filesOf(project)).toEqual(['data/schema/current-schema.sql', 'src/lib/supabase-types.ts'])
    expect(idsOf(project.place.directory)).toEqual([])
    expect(() => deleteDump(project, record.id)).toThrow(expect.objectContaining({ code: 'E-DUMP' }))
  })

  test('deletes no folder that is not the dump’s any more', async () => {
    const project = dumpProject(database.url)
    const record = await dumped(project, { what: 'data' })
    const folder = path.join(project.place.directory, path.dirname(record.files[0]?.path ?? ''))
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
    fs.writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, id: 'another' }))
    const before = filesOf(project)
    deleteDump(project, record.id)
    expect(filesOf(project)).toEqual(before)
  })

  test('deletes one whose manifest is damaged', async () => {
    const project = dumpProject(database.url)
    const record = await dumped(project, { what: 'data' })
    const folder = path.join(project.place.directory, path.dirname(record.files[0]?.path ?? ''))
    fs.truncateSync(path.join(folder, 'manifest.json'), 200)
    deleteDump(project, record.id)
    expect(filesOf(project)).toEqual([])
    expect(idsOf(project.place.directory)).toEqual([])
  })

  test('keeps what is pinned, and what is not done', async () => {
    const project = dumpProject(database.url)
    const { id } = await dumped(project, { what: 'data' })
    pinDump(project, id, true)
    expect(() => deleteDump(project, id)).toThrow(expect.objectContaining({ code: 'E-DUMP-PINNED' }))
    pinDump(project, id, false)
    const running = await startDump(project, { environment: 'prod', what: 'data', askedBy: 'commandLine' })
    expect(() => deleteDump(project, running.id)).toThrow(expect.objectContaining({ code: 'E-DUMP-BUSY' }))
    expect(() => pinDump(project, running.id, true)).toThrow(expect.objectContaining({ code: 'E-DUMP-BUSY' }))
    await waitForDump(project, running.id)
    deleteDump(project, id)
    expect(idsOf(project.place.directory)).toEqual([running.id])
  })

  test('keeps what another process reads, as long as that lives', async () => {
    const project = dumpProject(database.url, { retention: { keep: 1 } })
    const { directory } = project.place
    const { id } = await dumped(project, { what: 'data' })
    const reader = path.join(dumpFolder(directory, id), `reader-${process.ppid}-0a`)
    fs.writeFileSync(reader, String(processStart(process.ppid)))
    expect(readDump(project, id, 0).dump).toMatchObject({ isInUse: true, isRead: true })
    expect(() => deleteDump(project, id)).toThrow(expect.objectContaining({ code: 'E-DUMP-BUSY' }))
    const second = await dumped(project, { what: 'data' })
    expect(idsOf(directory)).toEqual([second.id, id])
    fs.writeFileSync(reader, 'of another boot')
    expect(readDump(project, id, 0).dump.isInUse).toBe(false)
    deleteDump(project, id)
    expect(idsOf(directory)).toEqual([second.id])
  })

  test('reads one again by the files of its own folder, whatever became of their copies', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const { id, files } = await dumped(project)
    fs.writeFileSync(path.join(directory, 'data/schema/current-schema.sql'), '-- of a later dump')
    fs.rmSync(path.join(directory, 'src/lib/supabase-types.ts'))
    expect(await verifyDump(project, id)).toMatchObject({ state: 'verified', files: 4 })
    const own = files.find(
      ({ part, path: name }) => part === 'schema' && name.startsWith('data/supabase-dump'),
    )
    fs.appendFileSync(path.join(directory, own?.path ?? ''), '--')
    expect(await verifyDump(project, id)).toMatchObject({ state: 'failed' })
  })

  test('keeps what became of a record while its dump was read', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const { id } = await dumped(project, { what: 'data' })
    const pinned = verifyDump(project, id)
    saveRecord(directory, { ...readRecord(directory, id), isPinned: true })
    await pinned
    expect(readRecord(directory, id)).toMatchObject({ isPinned: true, state: 'verified' })
    const deleted = verifyDump(project, id)
    removeRecord(directory, id)
    await deleted
    expect(idsOf(directory)).toEqual([])
  })

  test('lets go of an older one only once the restore test of the new one has ended, and did not fail', async () => {
    const project = dumpProject(database.url, { retention: { keep: 1 } })
    const { directory } = project.place
    const ask = { environment: 'prod', what: 'schema', askedBy: 'commandLine' } as const
    const options = { testsRestore: true }
    const first = await dumped(project, { ...ask, options })
    expect(first.restoreTest).toMatchObject({ state: 'passed' })
    const duringTest = new Set<string>()
    const look = () => {
      for (const { progress } of dumpsInUse(project)) {
        if (progress?.phase === 'restoreTest') for (const id of idsOf(directory)) duringTest.add(id)
      }
    }
    onTestFinished(onDumpsChanged(look))
    const second = await dumped(project, { ...ask, options })
    expect([...duringTest].toSorted()).toEqual([first.id, second.id].toSorted())
    expect(idsOf(directory)).toEqual([second.id])
  })

  test('calls a dump in use without a gap from its beginning to the end of its restore test, and while a check waits', async () => {
    const project = dumpProject(database.url)
    const options = { testsRestore: true }
    const { id } = await startDump(project, {
      environment: 'prod',
      what: 'schema',
      askedBy: 'dashboard',
      options,
    })
    const seen: string[] = []
    const look = () => {
      const { isInUse, state, restoreTest } = readDump(project, id, 0).dump
      const line = `${state}, ${restoreTest ? 'tested' : 'not tested'}, ${isInUse ? 'in use' : 'free'}`
      if (seen.at(-1) !== line) seen.push(line)
    }
    onTestFinished(onDumpsChanged(look))
    await waitForDump(project, id)
    await expect.poll(() => seen.at(-1)).toBe('verified, tested, free')
    expect(seen.slice(0, -1).filter((line) => !line.endsWith('in use'))).toEqual([])
    expect(seen).toContain('verified, not tested, in use')
    beginCheck(project, id, 'verify')
    expect(readDump(project, id, 0).dump).toMatchObject({ isInUse: true, isRead: false, progress: null })
    expect(() => beginCheck(project, id, 'verify')).toThrow(expect.objectContaining({ code: 'E-DUMP-BUSY' }))
    await waitForDump(project, id)
    expect(readDump(project, id, 0).dump.isInUse).toBe(false)
  })

  test('lets go of old dumps by itself, each with its files, and never of the last verified one', async () => {
    const project = dumpProject(database.url, { retention: { keep: 1 } })
    const { directory } = project.place
    const first = await dumped(project, { what: 'data' })
    pinDump(project, first.id, true)
    const second = await dumped(project, { what: 'data' })
    const third = await dumped(project, { what: 'data' })
    expect(idsOf(directory)).toEqual([third.id, first.id])
    expect(fs.existsSync(path.join(directory, path.dirname(second.files[0]?.path ?? '')))).toBe(false)
    // One that is only finished does not push out the one that is verified.
    saveRecord(directory, {
      ...readRecord(directory, first.id),
      isPinned: false,
      state: 'notVerified',
      takenAt: '2099-01-01T00:00:00.000Z',
    })
    await setRetention(project, { keep: 1, days: 1 })
    expect(idsOf(directory)).toEqual([third.id, first.id])
    expect((await listDumps(project)).retention).toEqual({ keep: 1, days: 1 })
    await setRetention(project, null)
    expect((await listDumps(project)).retention).toEqual({ keep: 1, days: null })
  })
})

describe('a download', () => {
  test('is the file as it was written, by its number', async () => {
    const project = dumpProject(database.url)
    const { id, files } = await dumped(project, { what: 'schema' })
    const { name, bytes, content } = await downloadFile(project, id, 0)
    expect([name, bytes]).toEqual(['current-schema.sql', files[0]?.bytes])
    expect(await text(content)).toContain('CREATE TABLE public.notes')
  })

  test('is nothing else: no other number, no path, no link, no file that came in its place', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const { id, files } = await dumped(project, { what: 'schema' })
    const refused = (dump: string, file: number) =>
      downloadFile(project, dump, file).then(
        () => null,
        ({ code }) => code,
      )
    expect(await Promise.all([refused(id, 1), refused(id, -1), refused(id, 0.5)])).toEqual(
      Array(3).fill('E-DUMP'),
    )
    for (const path of ['../../etc', '..', '/etc/passwd', `${id}/../${id}`])
      expect(await refused(path, 0)).toBe('E-DUMP')
    const place = path.join(directory, files[0]?.path ?? '')
    fs.appendFileSync(place, 'more')
    expect(await refused(id, 0)).toBe('E-DUMP-DAMAGED')
    fs.rmSync(place)
    expect(await refused(id, 0)).toBe('E-DUMP')
    fs.symlinkSync('/etc/passwd', place)
    expect(await refused(id, 0)).toBe('E-DUMP')
    fs.rmSync(place)
    fs.mkdirSync(place)
    expect(await refused(id, 0)).toBe('E-DUMP-DAMAGED')
  })
})
