#!/usr/bin/env node
import { ensureCliBundle } from './setup/cli-bundle.mjs'
import { ensureDashboardBuild } from './setup/dashboard-build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
/** Starts Lockstep from a checkout: makes ready what the command needs, then runs it. */
import { root } from './setup/paths.mjs'
import { isSupportedNode, needsDashboard } from './setup/start-needs.mjs'

const args = process.argv.slice(2)

async function makeReady() {
  if (!isSupportedNode(process.versions.node)) {
    throw new Error(`Lockstep needs Node 20.20 or newer; this is ${process.versions.node}.`)
  }
  await ensureDependencies()
  await ensureCliBundle()
  if (needsDashboard(args)) await ensureDashboardBuild()
}

try {
  await makeReady()
  process.env.LOCKSTEP_ROOT ??= root
  const { main } = await import('../dist/cli.mjs')
  process.exitCode = await main(args)
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
