import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import { createDatabase, type majors, type TestDatabase } from '../../testing/servers'
import { listTables } from './list-tables'
import { ALL, EVERYTHING, openMoment } from './moment.fixture'
import type { TableFormat } from './table-copy'
import { type WriteOptions, writeTables } from './write-tables'

export type Major = ReturnType<typeof majors>[number]

/** A database that ends with the test. */
export async function madeDatabase(major: Major, sql: string): Promise<TestDatabase> {
  const database = await createDatabase(major, { sql })
  onTestFinished(() => database.drop())
  return database
}

/** A folder that ends with the test. */
export function emptyFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-tables-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes all tables of a database. */
export async function write(
  source: Pick<TestDatabase, 'url'>,
  options: Partial<WriteOptions> & { format: TableFormat },
) {
  const folder = options.folder ?? emptyFolder()
  const { client } = await openMoment(source.url)
  const tables = await listTables(client, EVERYTHING)
  const all: WriteOptions = {
    folder,
    gzip: false,
    tables,
    selection: ALL,
    isSupabase: false,
    masks: [],
    ...options,
  }
  return { folder, tables, client, written: await writeTables(client, all) }
}

/** The text of a file, unpacked. */
export function read(folder: string, name: string): string {
  const bytes = fs.readFileSync(path.join(folder, name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}
