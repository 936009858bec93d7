import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { alignMigrations } from './align'
import { contentOf } from './content'
import { readFolder } from './read-folder'
import { replaySteps } from './replay-steps'

test('of a file with several change sets of Liquibase each step runs its own, on the lines where it stands', async () => {
  const place = await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-steps-'))
  const text = `\uFEFF--liquibase formatted sql
--changeset ann:1
create table a ();
--rollback drop table a;

--changeset ann:2 runInTransaction:false
create table b ();
/* liquibase rollback
drop table b; */
`
  try {
    await fs.writeFile(path.join(place, 'changes.sql'), text.replaceAll('\n', '\r\n'))
    const folder = { path: place, name: 'db', source: 'a test' }
    const files = await readFolder(folder)
    const steps = await replaySteps(
      alignMigrations(files ? [files] : [], []),
      [{ folder, files, problem: null }],
      new Set(['liquibase']),
    )
    expect(steps.map((step) => contentOf(step.text))).toEqual([
      contentOf('create table a ()'),
      contentOf('create table b ()'),
    ])
    expect(steps.map((step) => step.text.split('\n').findIndex((line) => line.startsWith('create')))).toEqual(
      [2, 6],
    )
    expect(steps[1]?.text).toContain('runInTransaction:false')
    expect(steps[0]?.text).not.toContain('runInTransaction')
  } finally {
    await fs.rm(place, { recursive: true, force: true })
  }
})
