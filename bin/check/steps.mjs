import { inRoot } from '../setup/paths.mjs'
import { runProgram, runTool } from '../setup/run-program.mjs'

const quiet = { quiet: true }

const steps = [
  ['format and lint', () => runTool('@biomejs/biome', ['check', '.'], quiet)],
  ['types', () => runTool('typescript', ['--noEmit', '--project', '.'], quiet)],
  ['unused code', () => runTool('knip', ['--no-progress'], quiet)],
  ['direction of imports', () => runProgram(process.execPath, [inRoot('bin', 'check-arrows.mjs')], quiet)],
]

/**
 * Runs the checks that need no database, all at once, and prints one line for each, with the findings of
 * those that fail.
 * @returns {Promise<number>} how many failed.
 */
export async function runChecks() {
  const failures = await Promise.all(
    steps.map(async ([name, run]) => {
      const { code, output } = await run()
      console.log(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output.trimEnd()}\n`)
      return code === 0 ? 0 : 1
    }),
  )
  return failures.reduce((sum, failed) => sum + failed, 0)
}
