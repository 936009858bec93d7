import { isFresh, markFresh } from './freshness.mjs'
import { inRoot } from './paths.mjs'
import { runTool } from './run-program.mjs'
import { runOnce } from './step-lock.mjs'

const names = ['app', 'components', 'lib', 'public', 'next.config.ts', 'postcss.config.mjs']
const sources = [...names, 'tsconfig.json', 'package-lock.json'].map((name) => inRoot(name))
const stamp = inRoot('.next', 'sources.json')

/**
 * Makes the production build of the dashboard, unless that is done.
 * @throws {Error} with Next's own words.
 */
export async function ensureDashboardBuild() {
  await runOnce(inRoot('.cache', 'dashboard.lock'), () => isFresh(sources, stamp), build)
}

async function build() {
  console.error('Building the dashboard (about 20 seconds) …')
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const { code, output } = await runTool('next', ['build'], { quiet: true, env })
  if (code !== 0) throw new Error(`The dashboard could not be built. Next says:\n${output.trim()}`)
  markFresh(sources, stamp)
}
