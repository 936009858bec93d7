import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { DumpedTable, DumpFile, DumpRecord } from '../dumps/dump-record'
import { copiedTable } from '../dumps/restore/copied-table'
import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import { fingerprint } from '../objects/snapshot'
import { readDatabaseIdentity } from '../shadow/server-identity'
import { splitStatements } from '../sql/split-statements'
import { saveRecord, snapshotFileOf } from '../store/dump-library'
import { writeSnapshotFile } from '../store/snapshot-file'
import { readDatabase } from '../testing/read-database'
import { newRecord } from './dump-ask'

/** What a dump of a test holds, and of what. */
interface Wanted {
  readonly environment: string
  readonly url: string
  readonly major: number
  readonly what?: 'all' | 'schema' | 'data'
  /** Changes the texts of files before they are written down, by their names. */
  readonly change?: (name: string, text: string) => string
}

/** Puts a dump by the machine's own pg_dump into the library of a project. */
export async function libraryDump(directory: string, wanted: Wanted): Promise<DumpRecord> {
  const { environment, url, what = 'all' } = wanted
  const options = {
    format: 'sql',
    isCompressed: false,
    selection: { schemas: null, tables: null, excludeSchemas: [], excludeTables: [] },
    masks: [],
    skipsUnreadable: false,
  } as const
  const asked = newRecord({ environment, what, askedBy: 'commandLine' }, options)
  const folder = path.join('data', `dump-${asked.id}`)
  fs.mkdirSync(path.join(directory, folder), { recursive: true })
  const files: DumpFile[] = []
  const texts: string[] = []
  for (const part of what === 'all' ? (['schema', 'data'] as const) : [what as 'schema' | 'data']) {
    const name = `${folder}/${part}.sql`
    const text = (wanted.change ?? ((_, same) => same))(name, pgDump(wanted, part))
    fs.writeFileSync(path.join(directory, name), text)
    texts.push(text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    files.push({ part, path: name, bytes: Buffer.byteLength(text), sha256 })
  }
  const snapshot = await readDatabase(url, KINDS)
  const record: DumpRecord = {
    ...asked,
    state: 'verified',
    server: { address: 'test', version: snapshot.server.version, identity: await identityOf(url) },
    files,
    tables: texts.flatMap(tablesOf),
    fingerprint: fingerprint(snapshot),
  }
  saveRecord(directory, record)
  await writeSnapshotFile(snapshotFileOf(directory, record.id), snapshot, KINDS_BY_NAME)
  return record
}

function pgDump({ major, url }: Wanted, part: 'schema' | 'data'): string {
  const program = `/usr/lib/postgresql/${major}/bin/pg_dump`
  return execFileSync(program, [`--${part}-only`, '--no-sync', '--dbname', url], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PGTZ: 'UTC' },
  })
}

function tablesOf(script: string): DumpedTable[] {
  return splitStatements(script).statements.flatMap(({ text, copyData }) => {
    const table = copiedTable(text)
    if (!table || copyData === undefined) return []
    const rows = copyData.split('\n').length - 1
    const sha256 = createHash('sha256').update(copyData).digest('hex')
    return [{ schema: table.schema, name: table.name, rowsOnServer: rows, rows, sha256, masked: [] }]
  })
}

async function identityOf(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await readDatabaseIdentity(client)
  } finally {
    await client.end()
  }
}
