/**
 * Everything that must hold, from a clean clone on: `npm test`. Each part runs even when an earlier one
 * failed; the last line counts the tests that ran.
 */
import fs from 'node:fs'
import { runChecks } from './check/steps.mjs'
import { ensureCliBundle } from './setup/cli-bundle.mjs'
import { ensureDashboardBuild } from './setup/dashboard-build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { inRoot } from './setup/paths.mjs'
import { runTool } from './setup/run-program.mjs'
import { addCounts, playwrightCounts, vitestCounts } from './test/counts.mjs'
import { ensureBrowser, ensurePgBouncer } from './test/system-tools.mjs'

const reports = inRoot('.cache', 'reports')
const failure = { passed: 0, failed: 1, skipped: 0 }

async function check() {
  return { passed: 0, failed: await runChecks(), skipped: 0 }
}

async function unitAndDatabase() {
  await ensureCliBundle()
  if (!(await ensurePgBouncer())) console.log('PgBouncer is not installed: its tests are skipped.')
  const report = inRoot('.cache', 'reports', 'vitest.json')
  const flags = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await runTool('vitest', flags)
  return vitestCounts(report, code)
}

async function browser() {
  await ensureDashboardBuild()
  await ensureBrowser()
  const report = inRoot('.cache', 'reports', 'playwright.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const { code } = await runTool('@playwright/test', ['test', '--reporter=list,json'], { env })
  return playwrightCounts(report, code)
}

/** A part that cannot run at all counts as one failure, and the others still run. */
async function runPart([title, run]) {
  console.log(`\n== ${title}`)
  try {
    return await run()
  } catch (error) {
    console.error(error.message)
    return failure
  }
}

await ensureDependencies()
fs.rmSync(reports, { recursive: true, force: true })
fs.mkdirSync(reports, { recursive: true })
const parts = [
  ['Checks', check],
  ['Unit and database tests', unitAndDatabase],
  ['Browser tests', browser],
]
const counts = []
for (const part of parts) counts.push(await runPart(part))
const { passed, failed, skipped } = addCounts(counts)
if (skipped > 0) console.log(`\n${skipped} skipped`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
