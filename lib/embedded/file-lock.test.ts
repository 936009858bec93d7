import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withFileLock } from './file-lock.mjs'

let dir: string
let waitedFor: number[]
const inLock = <T>(step: () => Promise<T>) =>
  withFileLock(path.join(dir, 'lock'), step, (owner) => {
    waitedFor.push(owner)
  })

beforeEach(() => {
  waitedFor = []
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-lock-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

it('lets one step run after the other', async () => {
  const events: string[] = []
  const step = (name: string) => async () => {
    events.push(`${name} begins`)
    await sleep(30)
    events.push(`${name} ends`)
    return name
  }
  const results = await Promise.all(['a', 'b', 'c'].map((name) => inLock(step(name))))
  expect(results).toEqual(['a', 'b', 'c'])
  for (let at = 0; at < events.length; at += 2) {
    expect(events[at + 1]).toBe(events[at]?.replace('begins', 'ends'))
  }
  expect(fs.readdirSync(dir)).toEqual([])
  expect(new Set(waitedFor)).toEqual(new Set([process.pid]))
})

it('is let go of when the step fails', async () => {
  await expect(inLock(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await inLock(async () => 'next')).toBe('next')
})

it('takes over the lock of a dead process, also when its number is in use again', async () => {
  for (const owner of ['999999999 x long ago', `${process.pid} x another start`]) {
    fs.writeFileSync(path.join(dir, 'lock'), owner)
    expect(await inLock(async () => 'done')).toBe('done')
  }
})

it('is given up when the one who waits says so', async () => {
  await inLock(async () => {
    const giveUp = () => {
      throw new Error('too long')
    }
    await expect(withFileLock(path.join(dir, 'lock'), async () => 'never', giveUp)).rejects.toThrow(
      'too long',
    )
  })
})
