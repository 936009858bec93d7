/** Format, lint, types, unused code and direction of imports, in seconds: `npm run check`. */
import { runChecks } from './check/steps.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'

await ensureDependencies()
process.exitCode = (await runChecks()) === 0 ? 0 : 1
