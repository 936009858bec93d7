import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withProcessLock } from './environment-lock'

let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-lock-'))
  file = path.join(folder, '.prod.lock')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const NEVER = new AbortController().signal
const lockModule = path.join(import.meta.dirname, '../embedded/file-lock.mjs')

/** Another process that holds the lock until it is killed. */
async function holder() {
  const script = `import { withFileLock } from ${JSON.stringify(lockModule)}
    await withFileLock(${JSON.stringify(file)}, () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1000)) }, () => {})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  await once(child.stdout, 'data')
  return child
}

describe('a lock across processes', () => {
  test('is waited for, told once, and taken over when its owner is killed', async () => {
    const child = await holder()
    const told: number[] = []
    let hasRun = false
    const outcome = withProcessLock(file, { signal: NEVER, onWait: (pid) => told.push(pid) }, async () => {
      hasRun = true
    })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(hasRun).toBe(false)
    child.kill('SIGKILL')
    await outcome
    expect([hasRun, told]).toEqual([true, [child.pid]])
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('is given up with the reason when somebody cancels', async () => {
    const child = await holder()
    const controller = new AbortController()
    const outcome = withProcessLock(file, { signal: controller.signal, onWait: () => {} }, async () => {})
    setTimeout(() => controller.abort(new Error('enough')), 100)
    await expect(outcome).rejects.toThrow('enough')
    child.kill('SIGKILL')
  })

  test('is let go when the step throws', async () => {
    const step = () => Promise.reject(new Error('no disk'))
    await expect(withProcessLock(file, { signal: NEVER, onWait: () => {} }, step)).rejects.toThrow('no disk')
    expect(fs.existsSync(file)).toBe(false)
  })
})
