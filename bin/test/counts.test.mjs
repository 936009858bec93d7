import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addCounts, playwrightCounts, vitestCounts } from './counts.mjs'

let dir
let file

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-counts-'))
  file = path.join(dir, 'report.json')
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

it('reads the reports', () => {
  fs.writeFileSync(file, '{"numPassedTests":5,"numFailedTests":2,"numPendingTests":1,"numTodoTests":1}')
  expect(vitestCounts(file, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
  fs.writeFileSync(file, '{"stats":{"expected":3,"unexpected":1,"flaky":1,"skipped":4}}')
  expect(playwrightCounts(file, 1)).toEqual({ passed: 3, failed: 2, skipped: 4 })
})

it('counts a failure outside of any test, and a run without a report', () => {
  fs.writeFileSync(file, '{"numPassedTests":5,"numFailedTests":0}')
  expect(vitestCounts(file, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
  expect(playwrightCounts(path.join(dir, 'absent'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

it('adds up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(addCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
})
