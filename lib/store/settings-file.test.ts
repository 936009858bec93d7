import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DumpSchedule, readSettings, settingsProblem, writeSettings } from './settings-file'

let directory: string
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-settings-'))
})
afterEach(() => fs.rmSync(directory, { recursive: true }))

const file = (name: string) => path.join(directory, '.lockstep', name)
const schedule: DumpSchedule = {
  id: 'nightly',
  environment: 'prod',
  what: 'all',
  cron: '0 3 * * *',
  options: { format: 'csv' },
  isOn: true,
  handledUntil: '2026-11-21T00:00:00.000Z',
  lastRunAt: null,
  missed: [],
}

describe('settings', () => {
  test('are the defaults before anything is set, and then what is set beside them', () => {
    expect(readSettings(directory)).toEqual({
      checkEveryMinutes: null,
      replays: null,
      dumpSchedules: [],
      dumpRetention: null,
    })
    writeSettings(directory, { dumpSchedules: [schedule] })
    writeSettings(directory, { dumpRetention: { keep: 3, days: null } })
    expect(readSettings(directory)).toMatchObject({
      dumpSchedules: [schedule],
      dumpRetention: { keep: 3, days: null },
    })
    expect(settingsProblem(directory)).toBeNull()
  })

  test('of an earlier version are read on', () => {
    writeSettings(directory, {})
    fs.writeFileSync(file('settings.json'), '{ "checkEveryMinutes": 5 }')
    expect(readSettings(directory)).toMatchObject({ checkEveryMinutes: 5, dumpSchedules: [] })
  })

  test.each([
    ['cut short', (text: string) => text.slice(0, 20)],
    ['no settings', () => '{ "checkEveryMinutes": "soon" }'],
  ])('that are %s are set aside and told, never written over', (_, damage) => {
    writeSettings(directory, { dumpSchedules: [schedule] })
    const bytes = damage(fs.readFileSync(file('settings.json'), 'utf8'))
    fs.writeFileSync(file('settings.json'), bytes)
    expect(readSettings(directory).dumpSchedules).toEqual([])
    expect(settingsProblem(directory)).toMatch(/damaged.*settings\.damaged\.json/)
    writeSettings(directory, { checkEveryMinutes: 5 })
    expect(fs.readFileSync(file('settings.damaged.json'), 'utf8')).toBe(bytes)
    expect(readSettings(directory).checkEveryMinutes).toBe(5)
    expect(settingsProblem(directory)).toMatch(/damaged/)
    fs.rmSync(file('settings.damaged.json'))
    expect(settingsProblem(directory)).toBeNull()
  })

  test('of a newer version stay as they are, and nothing is kept until then', () => {
    writeSettings(directory, {})
    const text = JSON.stringify({ checkEveryMinutes: 5, somethingNew: true })
    fs.writeFileSync(file('settings.json'), text)
    expect(settingsProblem(directory)).toMatch(/newer version/)
    expect(() => writeSettings(directory, { checkEveryMinutes: 9 })).toThrow(
      expect.objectContaining({ code: 'E-FILE-WRITE' }),
    )
    expect(fs.readFileSync(file('settings.json'), 'utf8')).toBe(text)
  })
})
