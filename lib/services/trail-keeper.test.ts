import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import type { Project } from './project'
import { runTrail, type Trail } from './trail'
import { TrailKeeper } from './trail-keeper'

vi.mock('./trail', () => ({ planTrail: () => ({ key: 'the files' }), runTrail: vi.fn() }))

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-trail-'))
const CANCELLED = 'The replay was cancelled'

/** A project of which only the files are asked for. */
const project = {
  place: { directory, variables: {} },
  migrations: async () => ({}),
  allMonitors: async () => [],
} as unknown as Project

beforeEach(() => {
  vi.mocked(runTrail).mockReset()
})
afterAll(() => fs.rmSync(directory, { recursive: true }))

/** A replay that hears of nothing and ends when it is told to. */
function replay() {
  const trail = { plan: { key: 'the files' }, replayedAt: '2026-01-01T00:00:00.000Z' } as Trail
  let end: () => void = () => {}
  let fail: (error: Error) => void = () => {}
  vi.mocked(runTrail).mockImplementationOnce(
    () =>
      new Promise((resolve, reject) => {
        end = () => resolve(trail)
        fail = reject
      }),
  )
  return { trail, end: () => end(), fail: (error: Error) => fail(error) }
}

/** Asks for a replay, and gives what comes of it, or why nothing does, once it runs. */
async function begin(keeper: TrailKeeper): Promise<{ readonly asked: Promise<unknown> }> {
  const asked = keeper.bring().catch((error: Error) => error.message)
  await vi.waitFor(() => expect(keeper.status.isRunning).toBe(true), 20_000)
  return { asked }
}

test('a cancellation is heard at once, whatever the replay is at, and what comes of it does not count', async () => {
  const keeper = new TrailKeeper(project, () => {})
  const [first, second] = [replay(), replay()]
  const { asked } = await begin(keeper)
  keeper.cancel()
  expect(await asked).toBe(CANCELLED)
  expect(keeper.status).toMatchObject({ isRunning: false, replayedAt: null, error: { message: CANCELLED } })

  // Whoever wants the same anew shares nothing of it.
  const { asked: again } = await begin(keeper)
  first.end()
  await new Promise((resolve) => setTimeout(resolve))
  expect(keeper.current).toBeNull()
  second.end()
  expect(await again).toBe(second.trail)
  expect(keeper.status).toMatchObject({ isRunning: false, error: null })
})

test('what fails after it was cancelled fails unheard', async () => {
  const keeper = new TrailKeeper(project, () => {})
  const { fail } = replay()
  const { asked } = await begin(keeper)
  keeper.cancel()
  fail(new Error('The shadow is gone'))
  expect(await asked).toBe(CANCELLED)
  expect(keeper.status.error?.message).toBe(CANCELLED)
})

test.each([0, 1, 2, 3])(
  'a replay that was cancelled never stands, even %d steps before its end',
  async (steps) => {
    const keeper = new TrailKeeper(project, () => {})
    const { end, trail } = replay()
    const { asked } = await begin(keeper)
    end()
    for (let i = 0; i < steps; i++) await null
    const wasRunning = keeper.status.isRunning
    keeper.cancel()
    expect(await asked).toBe(wasRunning ? CANCELLED : trail)
    expect(keeper.current).toBe(wasRunning ? null : trail)
    expect(keeper.status.error?.message).toBe(wasRunning ? CANCELLED : undefined)
  },
)
