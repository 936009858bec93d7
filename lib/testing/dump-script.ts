import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type ChosenProgram, chooseProgram } from '../dumps/pg-dump/choose-program'
import { findPrograms } from '../dumps/pg-dump/find-programs'
import { runPgDump } from '../dumps/pg-dump/run-pg-dump'
import { targetFromUrl } from '../postgres/connection-url'

/** Every pg_dump that dumps servers of this major: the newest native one of this machine first, if it has any. */
export async function dumpPrograms(major: number): Promise<ChosenProgram[]> {
  const installed = await findPrograms()
  const hasNative = installed.some(({ version }) => Number.parseInt(version, 10) >= major)
  const native = hasNative ? [await chooseProgram(major, { build: 'native', installed })] : []
  return [...native, await chooseProgram(major, { build: 'bundled' })]
}

/**
 * The script that pg_dump writes for a database: everything, with rows, because a materialized view is refreshed with
 * them, and with what belongs to the database itself.
 */
export async function dumpScript(program: ChosenProgram, url: string): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-dump-'))
  try {
    const file = path.join(folder, 'dump.sql')
    await runPgDump({ target: targetFromUrl(url), program, args: ['--create'], file })
    return fs.readFileSync(file, 'utf8')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
