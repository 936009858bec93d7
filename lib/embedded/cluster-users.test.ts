import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addUser, countUsers } from './cluster-users'

let dir: string

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-users-'))
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

it('counts each use until it ends', () => {
  expect(countUsers(dir)).toBe(0)
  const [first, second] = [addUser(dir), addUser(dir)]
  expect(countUsers(dir)).toBe(2)
  first()
  first()
  expect(countUsers(dir)).toBe(1)
  second()
  expect(countUsers(dir)).toBe(0)
})

it('sweeps what dead processes left, also when their number is in use again', () => {
  addUser(dir)
  fs.writeFileSync(path.join(dir, 'users', '999999999.x'), 'long ago')
  fs.writeFileSync(path.join(dir, 'users', `${process.pid}.x`), 'another start')
  expect(countUsers(dir)).toBe(1)
  expect(fs.readdirSync(path.join(dir, 'users'))).toHaveLength(1)
})
