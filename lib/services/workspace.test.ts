import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { writeIn } from './project.fixture'
import { Workspace } from './workspace'

/** Longer than a configuration is used before its files are looked at again. */
const LATER_MS = 5_000

const URGENT = { isUrgent: true }

let directory = ''

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-workspace-'))
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  fs.rmSync(directory, { recursive: true })
})

test('the monitor of an environment stays while its address cannot be used for the same reason', async () => {
  const write = (isProtected: boolean) =>
    writeIn(
      directory,
      'lockstep.config.json',
      JSON.stringify({ environments: [{ name: 'qa', url: { env: 'QA_ADDRESS' }, protected: isProtected }] }),
    )
  write(false)
  const workspace = new Workspace({ directory, variables: {} })
  const first = await workspace.monitor('qa')
  const { error, failingSince } = await first.check(URGENT)
  expect(error?.message).toContain('QA_ADDRESS')
  let changes = 0
  workspace.subscribe(() => changes++)
  vi.advanceTimersByTime(LATER_MS)
  expect(await workspace.monitor('qa')).toBe(first)
  expect(first.reading).toMatchObject({ error, failingSince, isChecking: false })
  await workspace.beginFirstChecks()
  expect(changes).toBe(0)

  // What else is configured of it is followed, and so is another reason.
  write(true)
  vi.advanceTimersByTime(LATER_MS)
  const second = await workspace.monitor('qa')
  expect(second.environment.isProtected).toBe(true)
  writeIn(directory, '.env.local', 'QA_ADDRESS=no-address\n')
  vi.advanceTimersByTime(LATER_MS)
  const third = await workspace.monitor('qa')
  expect(third).not.toBe(second)
  expect((await third.check(URGENT)).error?.code).not.toBe(error?.code)
  await workspace.close()
})

test('an address that comes from other files than .env is followed too', async () => {
  const write = (port: number) => writeIn(directory, 'supabase/config.toml', `[db]\nport = ${port}\n`)
  write(54_322)
  const workspace = new Workspace({ directory, variables: {} })
  const first = await workspace.monitor('local')
  vi.advanceTimersByTime(LATER_MS)
  expect(await workspace.monitor('local')).toBe(first)
  write(54_399)
  vi.advanceTimersByTime(LATER_MS)
  const { connection } = (await workspace.monitor('local')).environment
  expect(connection).toMatchObject({ target: { address: { port: 54_399 } } })
  await workspace.close()
})

test('another password alone makes another connection', async () => {
  const address = (password: string) => `postgres://app:${password}@127.0.0.1:1/app`
  const variables = { QA_DATABASE_URL: address('first') }
  const workspace = new Workspace({ directory, variables })
  const first = await workspace.monitor('qa')
  variables.QA_DATABASE_URL = address('second')
  vi.advanceTimersByTime(LATER_MS)
  expect(await workspace.monitor('qa')).not.toBe(first)
  await workspace.close()
})

test('an environment has one monitor, however many ask at the same time', async () => {
  const variables = { QA_DATABASE_URL: 'postgres://app@127.0.0.1:1/first' }
  const workspace = new Workspace({ directory, variables })
  const ask = async () => {
    // Once its files are read, all get as far at the same time.
    await workspace.config()
    return Promise.all([workspace.monitor('qa'), workspace.monitor('qa'), workspace.monitor('qa')])
  }
  const first = await ask()
  expect(new Set(first).size).toBe(1)
  variables.QA_DATABASE_URL = 'postgres://app@127.0.0.1:1/second'
  vi.advanceTimersByTime(LATER_MS)
  const second = await ask()
  expect(new Set([...first, ...second]).size).toBe(2)
  await workspace.close()
})

test('a workspace that is closed checks nothing any more, whoever asks', async () => {
  const workspace = new Workspace({ directory, variables: { QA_DATABASE_URL: 'no-address' } })
  await workspace.close()
  const monitor = await workspace.monitor('qa')
  await monitor.check(URGENT)
  expect(monitor.hasBegun).toBe(false)
})
