import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { named } from '../../postgres/connect.fixture'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { chooseProgram } from './choose-program'
import { findPrograms } from './find-programs'
import { runPgDump } from './run-pg-dump'

const installed = await findPrograms()
const hasNative = (major: number) => installed.some(({ version }) => Number.parseInt(version, 10) >= major)

describe.each(majors())('PostgreSQL %i', (major) => {
  let folder: string
  let database: TestDatabase

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-test-'))
    database = await createDatabase(major, {
      sql: `create table notes (id int, body text);
        insert into notes select i, repeat('ä', 200) from generate_series(1, 20000) i`,
    })
  })
  afterAll(async () => {
    await database.drop()
    fs.rmSync(folder, { recursive: true })
  })

  const builds = hasNative(major) ? (['native', 'bundled'] as const) : (['bundled'] as const)
  test.each(builds)('%s pg_dump writes the whole database, and what it wrote is hashed', async (build) => {
    const file = path.join(folder, `${build}.sql.gz`)
    const seen: number[] = []
    const written = await runPgDump({
      target: named('dev', database.url),
      program: await chooseProgram(major, { build }),
      args: ['--data-only'],
      file,
      gzip: true,
      onBytes: (total) => seen.push(total),
    })
    const bytes = fs.readFileSync(file)
    expect(written.bytes).toBe(bytes.length)
    expect(written.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(seen.at(-1)).toBe(bytes.length)
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    const text = gunzipSync(bytes).toString()
    expect(text.match(/^\d+\tä{200}$/gm)).toHaveLength(20_000)
    expect(text).toContain('-- PostgreSQL database dump complete')
  })
})
