import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { redactConsole, withoutLog } from './redacted-console'

const printed: string[] = []
let restore: () => void

beforeEach(() => {
  printed.length = 0
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => void printed.push(values.join(' ')))
  }
  restore = redactConsole()
})
afterEach(() => {
  restore()
  vi.restoreAllMocks()
})

test('passwords are not printed, wherever they stand in an error', () => {
  const cause = new Error('password=hunter2 refused')
  console.error('⨯', new Error('connect postgres://app:hunter2@db.example/app', { cause }))
  console.log({ nested: { url: 'postgres://app:hunter2@db.example/app' } })
  console.log('%s differs in %d places', 'staging', 7)
  expect(printed.join('\n')).not.toContain('hunter2')
  expect(printed[0]).toContain('⨯ Error: connect postgres://app:[secret]@db.example/app')
  expect(printed[2]).toBe('staging differs in 7 places')
})

test('once ended, the console is as before', () => {
  restore()
  console.log('password=hunter2')
  expect(printed).toEqual(['password=hunter2'])
})

test('without log, only log is silent, and only for the time of the work', async () => {
  const result = await withoutLog(async () => {
    console.log('chatter')
    console.error('trouble')
    return 7
  })
  console.log('after')
  expect(result).toBe(7)
  expect(printed).toEqual(['trouble', 'after'])
  await expect(withoutLog(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  console.log('still')
  expect(printed.at(-1)).toBe('still')
})
