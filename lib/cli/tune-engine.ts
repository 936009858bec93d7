import v8 from 'node:v8'

/** Of the V8 of Node 20. Later ones count otherwise what a function did, and complain of the flag on stderr. */
const COUNTS_BY_BUDGET = /^11\./

/**
 * Flags for a command that runs once and whose memory is mostly bytes outside of V8's space for young objects. That space keeps
 * the size it has: it would else grow to 32 MB, for 2% less work. And functions are optimised after some four times as much
 * work as else: most of those that are optimised sooner have all but done theirs.
 */
export function engineFlags(engine = process.versions.v8): string[] {
  return [
    '--semi-space-growth-factor=1',
    ...(COUNTS_BY_BUDGET.test(engine) ? ['--interrupt-budget=600000'] : []),
  ]
}

/** Sets them for the whole process, from the call on. */
export function tuneEngine(): void {
  for (const flag of engineFlags()) v8.setFlagsFromString(flag)
}
