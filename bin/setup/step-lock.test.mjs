import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runOnce } from './step-lock.mjs'

let dir
let lock
let runs
const isDone = () => runs > 0
const run = async () => {
  await sleep(20)
  runs++
}

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-step-'))
  lock = path.join(dir, 'deep', 'step.lock')
  runs = 0
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

it('runs a step once, however many ask for it at the same time', async () => {
  await Promise.all([runOnce(lock, isDone, run), runOnce(lock, isDone, run), runOnce(lock, isDone, run)])
  expect(runs).toBe(1)
  expect(fs.existsSync(lock)).toBe(false)
})

it('leaves no trace when there is nothing to do', async () => {
  await runOnce(lock, () => true, run)
  expect(runs).toBe(0)
  expect(fs.existsSync(path.dirname(lock))).toBe(false)
})

it('can be tried again after a failure', async () => {
  await expect(runOnce(lock, isDone, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await runOnce(lock, isDone, run)
  expect(runs).toBe(1)
})

it('does not wait for a dead process', async () => {
  fs.mkdirSync(path.dirname(lock))
  fs.writeFileSync(lock, '999999999')
  await runOnce(lock, isDone, run)
  expect(runs).toBe(1)
})
