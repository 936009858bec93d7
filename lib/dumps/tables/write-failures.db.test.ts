import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { rejection } from '../../postgres/connect.fixture'
import { majors } from '../../testing/servers'
import { cannotMount, makeSmallDisk } from '../../testing/small-disk'
import type { TableFormat } from './table-copy'
import { emptyFolder, madeDatabase, write } from './written.fixture'

const FORMATS = ['csv', 'jsonl', 'sql'] as TableFormat[]
const [major = 18] = majors()
const hasNoDisk = cannotMount() !== null

/** Some 8 MB that do not pack well. */
const LARGE = `create table first (a int); insert into first values (1);
  create table large as select n, md5(n::text) || md5((-n)::text) as noise from generate_series(1, 100000) n`

describe('writing that fails leaves nothing behind', () => {
  it.skipIf(hasNoDisk).each(FORMATS)('on a full disk, as %s', async (format) => {
    const source = await madeDatabase(major, LARGE)
    const disk = makeSmallDisk(2048)
    onTestFinished(() => disk.remove())
    const error = await rejection(write(source, { format, folder: disk.folder }))
    expect(error).toMatchObject({ code: 'E-DISK', message: expect.stringContaining(disk.folder) })
    expect(fs.readdirSync(disk.folder)).toEqual([])
  })

  it.skipIf(hasNoDisk)('on a disk that becomes full of packed bytes', async () => {
    const source = await madeDatabase(major, LARGE)
    const disk = makeSmallDisk(2048)
    onTestFinished(() => disk.remove())
    const error = await rejection(write(source, { format: 'csv', gzip: true, folder: disk.folder }))
    expect(error).toMatchObject({ code: 'E-DISK' })
    expect(fs.readdirSync(disk.folder)).toEqual([])
  })

  it.skipIf(hasNoDisk)('on a disk that takes nothing', async () => {
    const source = await madeDatabase(major, LARGE)
    const disk = makeSmallDisk(2048)
    onTestFinished(() => disk.remove())
    disk.setReadOnly(true)
    const error = await rejection(write(source, { format: 'sql', folder: disk.folder }))
    expect(error).toMatchObject({ code: 'E-FILE-WRITE' })
  })

  it.each(FORMATS)('when it is cancelled, as %s, and ends at once', async (format) => {
    const source = await madeDatabase(major, LARGE)
    const folder = emptyFolder()
    const cancel = new AbortController()
    let written = 0
    const onBytes = (total: number) => {
      written = total
      if (total > 1_000_000) cancel.abort(new Error('cancelled'))
    }
    const error = await rejection(write(source, { format, folder, signal: cancel.signal, onBytes }))
    expect(error).toMatchObject({ message: 'cancelled' })
    expect(written).toBeLessThan(4_000_000)
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('when the server ends the session', async () => {
    const source = await madeDatabase(major, LARGE)
    const folder = emptyFolder()
    let ending: Promise<unknown> | null = null
    const onBytes = (total: number) => {
      if (total < 100_000) return
      ending ??= source.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
        ['lockstep'],
      )
    }
    expect(await rejection(write(source, { format: 'csv', folder, onBytes }))).toBeInstanceOf(Error)
    await ending
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it.each([
    ['sql', 'data.sql'],
    ['csv', 'tables'],
  ] as const)('and touches nothing that is there: %s', async (format, name) => {
    const source = await madeDatabase(major, LARGE)
    const folder = emptyFolder()
    const target = path.join(emptyFolder(), 'precious')
    fs.writeFileSync(target, 'precious')
    fs.symlinkSync(target, path.join(folder, name))
    expect(await rejection(write(source, { format, folder }))).toMatchObject({ code: 'E-FILE-WRITE' })
    expect(fs.readFileSync(target, 'utf8')).toBe('precious')
    expect(fs.readdirSync(folder)).toEqual([name])
  })

  it('names a table that somebody keeps locked, and who', async () => {
    const source = await madeDatabase(major, LARGE)
    const folder = emptyFolder()
    await source.query('begin; lock table large')
    const error = await rejection(write(source, { format: 'csv', folder, lockWaitMs: 200 }))
    expect(error).toMatchObject({
      code: 'E-PG-BUSY',
      message: expect.stringContaining('public.large stayed locked'),
    })
    expect(fs.readdirSync(folder)).toEqual([])
  })
})

describe('writing that succeeds', () => {
  it.each(FORMATS)(
    'as %s gives files for their owner only, with their size and hash, and tells how far it is',
    async (format) => {
      const umask = process.umask(0)
      onTestFinished(() => void process.umask(umask))
      const source = await madeDatabase(major, LARGE)
      const totals: number[] = []
      const names: string[] = []
      const { folder, written } = await write(source, {
        format,
        gzip: true,
        onBytes: (total) => void totals.push(total),
        onTable: (name) => void names.push(name),
      })
      for (const { name, bytes, sha256 } of written.files) {
        const file = path.join(folder, name)
        const { mode, size } = fs.statSync(file)
        expect([mode & 0o777, size]).toEqual([0o600, bytes])
        expect(sha256).toBe(createHash('sha256').update(fs.readFileSync(file)).digest('hex'))
      }
      if (format !== 'sql') expect(fs.statSync(path.join(folder, 'tables')).mode & 0o777).toBe(0o700)
      expect(totals.at(-1)).toBe(written.files.reduce((sum, { bytes }) => sum + bytes, 0))
      expect(totals).toEqual([...totals].sort((a, b) => a - b))
      expect(names).toEqual(['public.first', 'public.large'])
    },
  )
})
