import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { Workspace } from '../services/workspace'
import { verify } from './verbs/verify'

test('a signal while a dump is read ends that as cancelled', async ({ onTestFinished }) => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-verify-'))
  onTestFinished(() => fs.rmSync(directory, { recursive: true }))
  fs.writeFileSync(path.join(directory, 'rows.sql'), 'select 1;\n')
  const told: string[] = []
  const verified = verify(
    { verb: 'verify', operands: ['rows.sql'], options: {}, lists: {} },
    new Workspace({ directory, variables: {} }),
    { out: () => {}, err: (line) => told.push(line), paint: (_, text) => text },
  )
  process.emit('SIGHUP', 'SIGHUP')
  await expect(verified).rejects.toMatchObject({ code: 'E-CANCELLED' })
  expect(told).toEqual(['Cancelling …'])
})
