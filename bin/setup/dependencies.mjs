import fs from 'node:fs'
import { npmCommand } from '../../lib/embedded/npm-command.mjs'
import { inRoot } from './paths.mjs'
import { runProgram } from './run-program.mjs'
import { runOnce } from './step-lock.mjs'

/**
 * Installs the packages of package-lock.json unless they are there.
 * @throws {Error} with npm's own words.
 */
export async function ensureDependencies() {
  await runOnce(inRoot('.cache', 'setup.lock'), isInstalled, install)
}

/** npm keeps its own record of what it installed; an interrupted installation has none. */
function isInstalled() {
  const wanted = readPackages(inRoot('package-lock.json'))
  if (!wanted) return true
  const installed = readPackages(inRoot('node_modules', '.package-lock.json'))
  return installed !== null && matches(wanted, installed)
}

/**
 * Whether an installation holds what a lock asks for. Absent may be packages for other platforms, and those that
 * others only want beside them, which .npmrc leaves out.
 * @param {Record<string, any>} wanted `packages` of the lock
 * @param {Record<string, any>} installed `packages` of npm's record
 */
export function matches(wanted, installed) {
  return Object.entries(wanted).every(([place, { version, optional, devOptional, peer }]) => {
    if (place === '') return true
    const found = installed[place]
    return found ? found.version === version : Boolean(optional || devOptional || peer)
  })
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

async function install() {
  console.error('Installing packages (the first time takes about a minute) …')
  const [command, ...args] = npmCommand()
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  const { code, output } = await runProgram(command, [...args, 'ci', ...flags], { quiet: true })
  if (code !== 0) throw new Error(`The packages could not be installed. npm says:\n${output.trim()}`)
}
