import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { processStart } from './process-start.mjs'

it('is the same as long as a process lives, and null afterwards', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  const start = processStart(child.pid as number)
  expect(start).toBeTruthy()
  expect(processStart(child.pid as number)).toBe(start)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(processStart(child.pid as number)).toBeNull()
})
