import { createRequire } from 'node:module'
import v8 from 'node:v8'
import { asksForWords, needsDashboard } from './start-needs.mjs'

/** Of the V8 of Node 20. Later ones count otherwise what a function did, and complain of the flag on stderr. */
const countsByBudget = /^11\./

/**
 * Keeps V8 from optimising WebAssembly in the background, which for Postgres's grammar would be four times the work and
 * three times the memory, for the few texts that are ever parsed.
 */
const forAll = ['--liftoff-only']

/**
 * For a command that runs once and whose memory is mostly bytes outside of V8's space for young objects. That space keeps
 * the size it has: it would else grow to 32 MB, for 2% less work. And functions are optimised after some four times as much
 * work as else: most of those that are optimised sooner have all but done theirs.
 */
const forOneRun = ['--semi-space-growth-factor=1']
const forOneRunByBudget = ['--interrupt-budget=600000']

/**
 * @param {string[]} args of the command line
 * @param {string} [engine] the version of V8
 */
export function engineFlags(args, engine = process.versions.v8) {
  if (needsDashboard(args)) return forAll
  return [...forAll, ...forOneRun, ...(countsByBudget.test(engine) ? forOneRunByBudget : [])]
}

/**
 * What of Node itself a connection takes. Node has its modules compiled, but for the flags that it was built with: those that
 * are loaded once others are set are compiled again, which takes twice as long as loading all of them.
 */
const usedOfNode = ['net', 'tls', 'dns', 'fs/promises', 'timers/promises', 'util/types', 'perf_hooks']

/** Sets them for the whole process. Before any code is loaded: what is kept of code holds for the flags it was made under. */
export function tuneEngine(args) {
  if (!asksForWords(args)) for (const id of usedOfNode) createRequire(import.meta.url)(id)
  for (const flag of engineFlags(args)) v8.setFlagsFromString(flag)
}
