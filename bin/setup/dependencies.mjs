import fs from 'node:fs'
import { isFresh, markFresh } from './freshness.mjs'
import { inRoot } from './paths.mjs'
import { runOnce } from './step-lock.mjs'

const lock = inRoot('package-lock.json')
const record = inRoot('node_modules', '.package-lock.json')
const stamp = inRoot('node_modules', '.lockstep.json')

/**
 * Installs the packages of package-lock.json unless they are there.
 * @throws {Error} with npm's own words.
 */
export async function ensureDependencies() {
  await runOnce(inRoot('.cache', 'setup.lock'), isInstalled, install)
}

/** npm keeps its own record of what it installed; an interrupted installation has none. */
function isInstalled() {
  if (isFresh([lock, record], stamp)) return true
  const wanted = readPackages(lock)
  if (!wanted) return true
  const installed = readPackages(record)
  if (installed === null || !matches(wanted, installed)) return false
  rememberIt()
  return true
}

/** Saves later commands from comparing the two; a folder that cannot be written to is no reason to fail. */
function rememberIt() {
  try {
    markFresh([lock, record], stamp)
  } catch {
    // They are compared again then.
  }
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
  const { npmCommand } = await import('../../lib/embedded/npm-command.mjs')
  const { runProgram } = await import('./run-program.mjs')
  const [command, ...args] = npmCommand()
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  const { code, output } = await runProgram(command, [...args, 'ci', ...flags], { quiet: true })
  if (code !== 0) throw new Error(`The packages could not be installed. npm says:\n${output.trim()}`)
}
