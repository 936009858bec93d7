import { describe, expect, test } from 'vitest'
import { PhaseMeter } from './progress'

const MB = 1_000_000

/** A meter under a clock that is turned by hand. */
function meter() {
  let at = 1_000
  const made = new PhaseMeter(() => at)
  const run = (seconds: number, bytesPerSecond: number) => {
    for (let tick = 0; tick < seconds * 4; tick++) {
      at += 250
      total += bytesPerSecond / 4
      made.note(total)
    }
  }
  let total = 0
  return { made, run }
}

describe('the time that is left', () => {
  test('is not told for the first five seconds, nor without knowing what comes', () => {
    const { made, run } = meter()
    run(4.75, 10 * MB)
    expect(made.read(1000 * MB)).toMatchObject({ bytesPerSecond: 10 * MB, secondsLeft: null })
    run(0.5, 10 * MB)
    expect(made.read(1000 * MB).secondsLeft).not.toBeNull()
    expect(made.read(null).secondsLeft).toBeNull()
  })

  test('is a range that holds the truth while the rate stays', () => {
    const { made, run } = meter()
    run(20, 10 * MB)
    const [from, to] = made.read(1000 * MB).secondsLeft as [number, number]
    expect(from).toBeLessThanOrEqual(80)
    expect(to).toBeGreaterThanOrEqual(80)
    expect(to - from).toBeLessThan(40)
  })

  test('is wider where the rate changed, and is that of just now on one side', () => {
    const { made, run } = meter()
    run(30, 20 * MB)
    run(30, 2 * MB)
    const { bytesPerSecond, secondsLeft } = made.read(1000 * MB)
    expect(bytesPerSecond).toBe(2 * MB)
    const [from, to] = secondsLeft as [number, number]
    expect(to).toBeGreaterThanOrEqual(170)
    expect(from).toBeLessThan(34)
  })

  test('is not told once there is more than was expected, nor while nothing moves', () => {
    const { made, run } = meter()
    run(10, 10 * MB)
    expect(made.read(90 * MB).secondsLeft).toBeNull()
    run(20, 0)
    expect(made.read(1000 * MB)).toMatchObject({ bytesPerSecond: null, secondsLeft: null })
  })
})
