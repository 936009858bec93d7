import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dumpRecord } from '../dumps/dump-record.fixture'
import { listDumps, saveRecord } from '../store/dump-library'
import { listSchedules, removeSchedule, setSchedule } from './dump-schedules'
import { beginDueDumps } from './run-schedules'
import { waitForDump } from './running-dumps'
import { Workspace } from './workspace'

let directory: string
let project: Workspace
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-schedules-'))
  configure(['prod'])
  // Nothing listens there, so that what is begun ends at once.
  project = new Workspace({
    directory,
    variables: { URL: 'postgres://me:x@127.0.0.1:1/x?connect_timeout=1' },
  })
})
afterEach(async () => {
  await Promise.all(made().map(({ id }) => waitForDump(project, id)))
  fs.rmSync(directory, { recursive: true, force: true })
})

function configure(names: readonly string[]) {
  const environments = names.map((name) => ({ name, url: { env: 'URL' } }))
  fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments }))
}
const made = () => listDumps(directory).records.filter(({ askedBy }) => askedBy === 'schedule')
const at = (time: string) => new Date(`2026-11-21T${time}`)
const iso = (time: string) => at(time).toISOString()
const hourly = { environment: 'prod', what: 'schema', cron: '0 * * * *', isOn: true } as const

describe('a schedule', () => {
  test('begins what is due just now, once, and tells when it is due next', async () => {
    await setSchedule(project, hourly, at('01:30:00'))
    expect(listSchedules(project, at('01:30:00'))).toMatchObject([
      { ...hourly, lastRunAt: null, missed: [], nextRunAt: iso('02:00:00') },
    ])
    await beginDueDumps(project, at('01:59:59'))
    expect(made()).toEqual([])
    await beginDueDumps(project, at('02:00:05'))
    await beginDueDumps(project, at('02:00:15'))
    expect(made()).toMatchObject([{ environment: 'prod', what: 'schema' }])
    expect(listSchedules(project, at('02:00:20'))).toMatchObject([
      { lastRunAt: iso('02:00:05'), missed: [], nextRunAt: iso('03:00:00') },
    ])
  })

  test('tells what it missed while no dashboard ran, and does not make up for it', async () => {
    await setSchedule(project, hourly, at('01:30:00'))
    await beginDueDumps(project, at('05:30:00'))
    expect(made()).toEqual([])
    expect(listSchedules(project)[0]?.missed).toEqual(
      ['05', '04', '03', '02'].map((hour) => iso(`${hour}:00:00`)),
    )
    await beginDueDumps(project, at('06:00:30'))
    expect(made()).toHaveLength(1)
    expect(listSchedules(project)[0]?.missed).toHaveLength(4)
  })

  test('that is off does nothing, and has missed nothing when it is turned on', async () => {
    await setSchedule(project, { ...hourly, isOn: false }, at('01:30:00'))
    const [{ id = '' } = {}] = listSchedules(project)
    await beginDueDumps(project, at('04:00:10'))
    await setSchedule(project, { ...hourly, id }, at('04:30:00'))
    await beginDueDumps(project, at('04:30:10'))
    expect(made()).toEqual([])
    expect(listSchedules(project)).toMatchObject([{ id, missed: [], isOn: true }])
    removeSchedule(project, id)
    expect(listSchedules(project)).toEqual([])
    expect(() => removeSchedule(project, id)).toThrow(expect.objectContaining({ code: 'E-DUMP-SCHEDULE' }))
  })

  test('runs on after the clock was set back, and begins nothing twice when it is set forward', async () => {
    await setSchedule(project, hourly, at('12:30:00'))
    await beginDueDumps(project, at('03:10:00'))
    await beginDueDumps(project, at('04:00:10'))
    expect(made()).toHaveLength(1)
    await Promise.all(made().map(({ id }) => waitForDump(project, id)))
    // Two days ahead: everything in between was missed, and only the one of just now is begun.
    await beginDueDumps(project, new Date('2026-11-23T04:00:10'))
    expect(made()).toHaveLength(2)
    expect(listSchedules(project)[0]?.missed).toHaveLength(20)
  })

  test('does not pile up behind one that is not done', async () => {
    await setSchedule(project, hourly, at('01:30:00'))
    const open = dumpRecord({ id: 'open', askedBy: 'schedule', what: 'schema', state: 'running' })
    saveRecord(directory, open)
    await beginDueDumps(project, at('02:00:05'))
    expect(made().map(({ id }) => id)).toEqual(['open'])
    expect(listSchedules(project)[0]?.missed).toEqual([iso('02:00:00')])
  })

  test('of several dashboards begins one dump', async () => {
    await setSchedule(project, hourly, at('01:30:00'))
    const other = new Workspace(project.place)
    await Promise.all([project, other, project].map((each) => beginDueDumps(each, at('02:00:05'))))
    expect(made()).toHaveLength(1)
  })

  test('of an environment that is gone has missed its run', async () => {
    await setSchedule(project, hourly, at('01:30:00'))
    configure(['dev'])
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    await beginDueDumps(project, at('02:00:05'))
    expect(made()).toEqual([])
    expect(listSchedules(project)[0]?.missed).toEqual([iso('02:00:05')])
  })

  test('is refused where there is the same already', async () => {
    await setSchedule(project, hourly)
    await expect(setSchedule(project, hourly)).rejects.toMatchObject({ code: 'E-DUMP-SCHEDULE' })
    const id = listSchedules(project)[0]?.id as string
    await setSchedule(project, { ...hourly, id, isOn: false })
    await setSchedule(project, { ...hourly, what: 'all' })
    await setSchedule(project, { ...hourly, cron: '0 3 * * *' })
    await setSchedule(project, { ...hourly, options: { format: 'custom' } })
    expect(listSchedules(project)).toHaveLength(4)
  })

  test('is refused for what it cannot be', async () => {
    await expect(setSchedule(project, { ...hourly, cron: 'soon' })).rejects.toMatchObject({
      code: 'E-DUMP-SCHEDULE',
    })
    await expect(setSchedule(project, { ...hourly, environment: 'x' })).rejects.toMatchObject({
      code: 'E-ORIGIN',
    })
    await expect(setSchedule(project, { ...hourly, id: 'none' })).rejects.toMatchObject({
      code: 'E-DUMP-SCHEDULE',
    })
    expect(listSchedules(project)).toEqual([])
  })
})
