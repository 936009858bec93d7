/**
 * Holds the readers of migrations against the real tools: `npm run test:tools`. It installs the tools below `.cache`
 * at fixed versions, lets each migrate a database of its own, and compares what is read with what the tool says.
 */
import { ensureDependencies } from './setup/dependencies.mjs'
import { runTool } from './setup/run-program.mjs'
import { ensureRealTools } from './test/real-tools.mjs'

await ensureDependencies()
const env = { LOCKSTEP_REAL_TOOLS: await ensureRealTools() }
const { code } = await runTool('vitest', ['run', '--project', 'database', 'lib/migrations/real-tools'], {
  env,
})
process.exitCode = code
