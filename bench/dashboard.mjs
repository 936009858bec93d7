/**
 * Measures the dashboard in a browser over four environments of many tables, and writes docs/benchmarks-dashboard.md.
 *   node bench/dashboard.mjs [--tables 10000] [--major 18]
 * Builds the databases as bench/run.mjs does, once; needs Chromium, and fetches Lighthouse. The processor of the page is slowed down four times.
 */

import os from 'node:os'
import { parseArgs } from 'node:util'
import { buildDatabases } from './build-databases.mjs'
import { copyDatabase } from './dashboard/copy-database.mjs'
import { measureLighthouse } from './dashboard/measure-lighthouse.mjs'
import { measurePages } from './dashboard/measure-pages.mjs'
import { measureWeights } from './dashboard/measure-weights.mjs'
import { writeDashboardReport } from './dashboard/report.mjs'
import { startDashboard } from './dashboard/start.mjs'
import { startServer } from './server.mjs'

const { values } = parseArgs({
  options: { tables: { type: 'string', default: '10000' }, major: { type: 'string', default: '18' } },
})
const tables = Number(values.tables)
let measured
const server = await startServer(Number(values.major))
try {
  const { base, twin, drifted } = await buildDatabases(server, tables)
  const local = await copyDatabase(server, `drifted_${tables}`, `local_${tables}`)
  const [load] = os.loadavg()
  const dashboard = await startDashboard({ prod: base, staging: drifted, dev: twin, local })
  try {
    const pages = await measurePages(dashboard)
    const weights = await measureWeights(dashboard)
    measured = { tables, version: server.version, load, pages, weights }
  } finally {
    await dashboard.stop()
  }
} finally {
  await server.stop()
}
writeDashboardReport({ ...measured, scores: await measureLighthouse() })
