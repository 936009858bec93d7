/**
 * Seeds for a generator: those of the test, or those of `LOCKSTEP_TEST_SEEDS`, such as `1000-1099`, to look further than a
 * test that everybody waits for can.
 * @throws Error for anything else in that variable.
 */
export function seedsOr(own: readonly number[]): readonly number[] {
  const range = process.env.LOCKSTEP_TEST_SEEDS
  if (!range) return own
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? []
  if (!first || !last) throw new Error(`LOCKSTEP_TEST_SEEDS takes a range such as 1000-1099, not ${range}.`)
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i)
}
