import fs from 'node:fs'
import { runProgram, runTool } from '../setup/run-program.mjs'
import { findProgram } from './find-program.mjs'

const placesOfSystem = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A Chromium to test with: what LOCKSTEP_CHROMIUM names, else Playwright's own, else the system's.
 * @returns {Promise<string | null>} the path of the program.
 * @throws {Error} when LOCKSTEP_CHROMIUM names a file that does not exist.
 */
export async function findBrowser() {
  const named = process.env.LOCKSTEP_CHROMIUM
  if (named && !fs.existsSync(named))
    throw new Error(`LOCKSTEP_CHROMIUM names ${named}, which does not exist.`)
  const { chromium } = await import('@playwright/test')
  return (
    [named, chromium.executablePath(), ...placesOfSystem].find((file) => file && fs.existsSync(file)) ?? null
  )
}

/**
 * Finds a browser, or installs one: from the system's packages when we may, else Playwright's own.
 * @throws {Error} when none can be had, with what to do.
 */
export async function ensureBrowser() {
  if (await findBrowser()) return
  console.log('Installing a browser to test with …')
  if (canInstall()) await installPackage('chromium')
  if (await findBrowser()) return
  const flags = ['install', 'chromium-headless-shell', 'chromium']
  const { output } = await runTool('@playwright/test', flags, { quiet: true, timeoutMs: 180_000 })
  if (await findBrowser()) return
  throw new Error(
    `No browser to test with. Install one with \`apt-get install chromium\` or \`npx playwright install chromium\`, ` +
      `or name one in LOCKSTEP_CHROMIUM.\n${output.trim()}`,
  )
}

/**
 * Finds PgBouncer, or installs it when we may.
 * @returns {Promise<boolean>} false when it is absent and not ours to install; its tests are then skipped.
 * @throws {Error} when we may install it and that fails.
 */
export async function ensurePgBouncer() {
  if (findProgram('pgbouncer')) return true
  if (!canInstall()) return false
  console.log('Installing PgBouncer …')
  const words = await installPackage('pgbouncer')
  if (!findProgram('pgbouncer')) throw new Error(`PgBouncer could not be installed.\n${words.trim()}`)
  return true
}

const canInstall = () => process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')

async function installPackage(name) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await runProgram('apt-get', ['update'], { quiet: true, env })
  const flags = ['install', '--yes', '--no-install-recommends', name]
  const install = await runProgram('apt-get', flags, { quiet: true, env })
  return update.output + install.output
}
