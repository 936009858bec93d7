import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { eachInTurns, inTurns } from './turns'

test('every item is worked on, in order, and others have their turn meanwhile', async () => {
  const seen: number[] = []
  let turns = 0
  let isDone = false
  const work = eachInTurns(Array(5_000).keys(), (item) => {
    seen.push(item)
    for (const until = performance.now() + 0.02; performance.now() < until; );
  }).then(() => {
    isDone = true
  })
  while (!isDone) {
    turns++
    await setImmediate()
  }
  await work
  expect(seen).toEqual([...Array(5_000).keys()])
  expect(turns).toBeGreaterThan(3)
})

test('work in pieces comes to its result, and others have their turn meanwhile', async () => {
  function* pieces(): Generator<void, string> {
    for (let piece = 0; piece < 5_000; piece++) {
      for (const until = performance.now() + 0.02; performance.now() < until; );
      yield
    }
    return 'all of it'
  }
  let turns = 0
  let isDone = false
  const work = inTurns(pieces()).finally(() => {
    isDone = true
  })
  while (!isDone) {
    turns++
    await setImmediate()
  }
  expect(await work).toBe('all of it')
  expect(turns).toBeGreaterThan(3)
})

test('a failure ends it', async () => {
  await expect(
    eachInTurns([1, 2], () => {
      throw new Error('broken')
    }),
  ).rejects.toThrow('broken')
  function* broken(): Generator<void, never> {
    yield
    throw new Error('broken')
  }
  await expect(inTurns(broken())).rejects.toThrow('broken')
})
