import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dumpRecord } from '../dumps/dump-record.fixture'
import { listDumps, saveRecord } from '../store/dump-library'
import type { DumpAsk } from './dump-ask'
import { waitForDump } from './running-dumps'
import { startDump } from './start-dump'
import { Workspace } from './workspace'

const ASK = { environment: 'prod', what: 'schema', askedBy: 'dashboard' } as const

let directory: string
let project: Workspace
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-start-'))
  const environments = [{ name: 'prod', url: { env: 'URL' } }]
  fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments }))
  // Nothing listens there, so that what is begun ends at once.
  project = new Workspace({
    directory,
    variables: { URL: 'postgres://me:x@127.0.0.1:1/x?connect_timeout=1' },
  })
})
afterEach(() => fs.rmSync(directory, { recursive: true, force: true }))

/** How many dumps come of asking for these at once. */
async function begun(...asks: readonly DumpAsk[]): Promise<number> {
  const records = await Promise.all(asks.map((ask) => startDump(project, ask)))
  const ids = [...new Set(records.map(({ id }) => id))]
  await Promise.all(ids.map((id) => waitForDump(project, id)))
  expect(listDumps(directory).records).toHaveLength(ids.length)
  return ids.length
}

test('what a page asks for twice at once is one dump', async () => {
  expect(await begun(ASK, ASK)).toBe(1)
})

test('what differs in anything, or is asked for elsewhere, is a dump of its own', async () => {
  expect(
    await begun(
      ASK,
      { ...ASK, what: 'roles' },
      { ...ASK, options: { testsRestore: true } },
      { ...ASK, askedBy: 'commandLine' },
      { ...ASK, askedBy: 'commandLine' },
    ),
  ).toBe(5)
})

test('a dump that has ended, or has been running for a while, is made anew', async () => {
  const { options } = await startDump(project, ASK)
  const [first] = listDumps(directory).records
  await waitForDump(project, first?.id ?? '')
  const askedAt = new Date(Date.now() - 3_000).toISOString()
  saveRecord(directory, dumpRecord({ ...ASK, options, id: 'long', state: 'running', askedAt }))
  const { id } = await startDump(project, ASK)
  await waitForDump(project, id)
  expect([first?.id, 'long']).not.toContain(id)
})
