import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { DumpRecord } from '../dumps/dump-record'
import type { DumpAsk } from './dump-ask'
import { waitForDump } from './running-dumps'
import { startDump } from './start-dump'
import { Workspace } from './workspace'

/** A project with one environment `prod`, in a folder that goes when the test ends. */
export function dumpProject(url: string, dumps: object = {}): Workspace {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-dump-')))
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }))
  return projectIn(directory, url, dumps)
}

/** The same in a folder that is there. */
export function projectIn(directory: string, url: string, dumps: object = {}): Workspace {
  const environments = [{ name: 'prod', url: { env: 'PROD_URL' } }]
  fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments, dumps }))
  return new Workspace({ directory, variables: { PROD_URL: url } })
}

/** Makes a dump and waits until it has ended, however it does. */
export async function dumped(project: Workspace, ask: Partial<DumpAsk> = {}): Promise<DumpRecord> {
  const asked = { environment: 'prod', what: 'all', askedBy: 'commandLine', ...ask } as const
  const { id } = await startDump(project, asked)
  return waitForDump(project, id)
}

/** All files of a project but Lockstep's own and the configuration, with `/` between parts. */
export function filesOf(project: Workspace): string[] {
  const { directory } = project.place
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.lockstep') && name !== 'lockstep.config.json')
    .toSorted()
}
