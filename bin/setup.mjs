/**
 * Makes the checkout ready: packages, command line, dashboard; what is up to date is left alone.
 *   node bin/setup.mjs            everything
 *   node bin/setup.mjs packages   the packages only
 *   node bin/setup.mjs cli        packages and command line
 */
import { ensureCliBundle } from './setup/cli-bundle.mjs'
import { ensureDashboardBuild } from './setup/dashboard-build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'

const steps = { packages: 1, cli: 2, all: 3 }
const upTo = steps[process.argv[2] ?? 'all']

try {
  if (!upTo) throw new Error(`Usage: node bin/setup.mjs [${Object.keys(steps).join(' | ')}]`)
  for (const ensure of [ensureDependencies, ensureCliBundle, ensureDashboardBuild].slice(0, upTo))
    await ensure()
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
