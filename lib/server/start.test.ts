import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from './start'

test('without a production build it says how to make one', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'lockstep-start-'))
  const failure = await startServer({ port: 0, dir }).catch((error: unknown) => error)
  rmSync(dir, { recursive: true })
  expect(failure).toMatchObject({ code: 'E-BUILD', hint: expect.stringContaining('npm run build') })
})
