import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dumpRecord } from '../dumps/dump-record.fixture'
import { dumpFolder, listDumps, readRecord, removeRecord, saveRecord } from './dump-library'
import { appendLog, readLog } from './dump-log'
import { disownDump, isAskedToCancel, ownDump, ownerOf, partialsOf } from './running-dump'

let directory: string
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-dumps-'))
})
afterEach(() => fs.rmSync(directory, { recursive: true }))

const recordFile = (id: string) => path.join(dumpFolder(directory, id), 'record.json')

describe('records of dumps', () => {
  test('are read as they were kept, the latest first, and only their owner may look', () => {
    const [first, second] = [
      dumpRecord({ id: 'first', askedAt: '2026-11-01T00:00:00.000Z' }),
      dumpRecord({ id: 'second', askedAt: '2026-11-02T00:00:00.000Z', error: null, isPinned: true }),
    ]
    saveRecord(directory, first)
    saveRecord(directory, second)
    expect(listDumps(directory)).toEqual({ records: [second, first], problems: [] })
    expect(readRecord(directory, 'first')).toEqual(first)
    expect(fs.statSync(recordFile('first')).mode & 0o777).toBe(0o600)
    expect(fs.statSync(dumpFolder(directory, 'first')).mode & 0o777).toBe(0o700)
    removeRecord(directory, 'first')
    expect(() => readRecord(directory, 'first')).toThrow(expect.objectContaining({ code: 'E-DUMP' }))
  })

  test('an id is no path', () => {
    for (const id of ['..', '../x', 'a/b', '', '.', 'a\0'])
      expect(() => readRecord(directory, id)).toThrow(expect.objectContaining({ code: 'E-DUMP' }))
  })

  test.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['random bytes', () => '\u0000\ufffd{]'],
    ['another shape', () => JSON.stringify({ formatVersion: 1, id: 'hurt' })],
    ['an older version', () => JSON.stringify({ formatVersion: 0 })],
    ['another dump', () => JSON.stringify(dumpRecord({ id: 'other' }))],
  ])('one that is %s is set aside and told, now and later, and the others stand', (_, damage) => {
    saveRecord(directory, dumpRecord({ id: 'hurt' }))
    saveRecord(directory, dumpRecord({ id: 'well' }))
    const bytes = damage(fs.readFileSync(recordFile('hurt'), 'utf8'))
    fs.writeFileSync(recordFile('hurt'), bytes)
    for (let look = 1; look <= 2; look++) {
      const { records, problems } = listDumps(directory)
      expect(records.map(({ id }) => id)).toEqual(['well'])
      expect(problems).toEqual([{ id: 'hurt', message: expect.stringMatching(/hurt is damaged.*set aside/) }])
      expect(() => readRecord(directory, 'hurt')).toThrow(expect.objectContaining({ code: 'E-DUMP-RECORD' }))
    }
    const aside = path.join(dumpFolder(directory, 'hurt'), 'record.damaged.json')
    expect(fs.readFileSync(aside, 'utf8')).toBe(bytes)
  })

  test('one of a newer version is told and left alone', () => {
    saveRecord(directory, dumpRecord({ id: 'newer' }))
    const text = JSON.stringify({ ...dumpRecord({ id: 'newer' }), formatVersion: 2 })
    fs.writeFileSync(recordFile('newer'), text)
    expect(listDumps(directory).problems[0]?.message).toMatch(/newer version/)
    expect(fs.readFileSync(recordFile('newer'), 'utf8')).toBe(text)
  })
})

describe('the log of a dump', () => {
  beforeEach(() => saveRecord(directory, dumpRecord({ id: 'a' })))

  test('is read from where the reader was, and holds no password', () => {
    appendLog(directory, 'a', 'one')
    appendLog(directory, 'a', 'two\nlines')
    appendLog(directory, 'a', 'postgres://me:Can4ry@host/x')
    const { lines, total, after } = readLog(directory, 'a', 1)
    expect({ total, after }).toEqual({ total: 3, after: 1 })
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z two ⏎ lines$/)
    expect(lines[1]).not.toContain('Can4ry')
    expect(readLog(directory, 'a', 3)).toEqual({ after: 3, lines: [], total: 3 })
  })

  test('gives the end of one that is very long', () => {
    const file = path.join(dumpFolder(directory, 'a'), 'log.txt')
    fs.writeFileSync(file, Array.from({ length: 6_000 }, (_, i) => `line ${i}\n`).join(''))
    const { lines, after, total } = readLog(directory, 'a', 0)
    expect([lines.length, after, total, lines[0]]).toEqual([5_000, 1_000, 6_000, 'line 1000'])
  })
})

describe('whose a dump is', () => {
  test('is ours, then nobody’s; what is half made is known by its name alone', () => {
    expect(ownerOf(directory, 'a')).toBe('nobody')
    const own = path.join(directory, '.data.a.partial')
    ownDump(directory, 'a', [own, path.join(directory, 'precious.txt'), '.relative.a.partial'])
    expect(ownerOf(directory, 'a')).toBe('us')
    expect(partialsOf(directory, 'a')).toEqual([own])
    disownDump(directory, 'a')
    expect(ownerOf(directory, 'a')).toBe('nobody')
    expect(isAskedToCancel(directory, 'a')).toBe(false)
  })

  test('is nobody’s when the number of its process is another process’s now', () => {
    ownDump(directory, 'a', [])
    const file = path.join(dumpFolder(directory, 'a'), 'owner.json')
    const known = JSON.parse(fs.readFileSync(file, 'utf8'))
    fs.writeFileSync(file, JSON.stringify({ ...known, start: 'another boot 1' }))
    expect(ownerOf(directory, 'a')).toBe('nobody')
    fs.writeFileSync(file, JSON.stringify({ ...known, pid: process.ppid }))
    expect(ownerOf(directory, 'a')).toBe('nobody')
    fs.writeFileSync(file, 'junk')
    expect(ownerOf(directory, 'a')).toBe('nobody')
  })
})
