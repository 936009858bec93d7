import { expect, test, vi } from 'vitest'
import { startClock } from './clock'
import { block } from './connect.fixture'

/** Longer than a busy machine keeps a process from its work, in milliseconds. */
const LIMIT_MS = 2_000

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a time in which the process could not hear does not count', async () => {
  const end = vi.fn()
  const clock = startClock(LIMIT_MS, end)
  block(LIMIT_MS + 500)
  for (let i = 0; i < 5; i++) await turn()
  expect(end).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(end).toHaveBeenCalledOnce(), 20_000)
  clock.stop()
})

test('a process that is never free gives up all the same', async () => {
  const end = vi.fn()
  const clock = startClock(100, end)
  for (let i = 0; i < 25; i++) {
    block(50)
    await new Promise((resolve) => setTimeout(resolve))
  }
  expect(end).toHaveBeenCalledOnce()
  clock.stop()
})

test('one that is begun anew or stopped does not end', async () => {
  const [restarted, stopped] = [vi.fn(), vi.fn()]
  const clock = startClock(LIMIT_MS, restarted)
  startClock(1, stopped).stop()
  const begun = performance.now()
  while (performance.now() - begun < LIMIT_MS * 1.5) {
    clock.restart()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(restarted).not.toHaveBeenCalled()
  expect(stopped).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(restarted).toHaveBeenCalledOnce(), 20_000)
})
