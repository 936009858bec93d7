#!/usr/bin/env node
/** Starts Lockstep from a checkout: makes ready what the command needs, then runs it. */
import { ensureCliBundle, keptCliCode } from './setup/cli-bundle.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { tuneEngine } from './setup/engine.mjs'
import { root } from './setup/paths.mjs'
import { isSupportedNode, needsDashboard } from './setup/start-needs.mjs'

// Addresses on the command line can hold passwords, which other users of this machine would see in the process list.
process.title = 'lockstep'

/** Exit code of diff(1) for trouble, as 1 means that there are differences. */
const trouble = 2

async function makeReady(args) {
  if (!isSupportedNode(process.versions.node)) {
    throw new Error(`Lockstep needs Node 20.20 or newer; this is ${process.versions.node}.`)
  }
  await ensureDependencies()
  await ensureCliBundle()
  if (needsDashboard(args)) await (await import('./setup/dashboard-build.mjs')).ensureDashboardBuild()
}

async function start(args) {
  try {
    await makeReady(args)
  } catch (error) {
    console.error(error.message)
    return trouble
  }
  process.env.LOCKSTEP_ROOT ??= root
  tuneEngine(args)
  const code = keptCliCode(args)
  const exitCode = await code.load('cli.cjs').main(args)
  if (exitCode < trouble) code.keep()
  return exitCode
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  console.error(error.stack)
  process.exitCode = trouble
}
