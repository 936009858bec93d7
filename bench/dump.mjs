/**
 * Dumps the same databases with pg_dump and with Lockstep, native and built-in, and writes docs/benchmarks-dumps.md.
 *   node bench/dump.mjs [--tables 1000] [--megabytes 1000] [--runs 3]
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildDatabases } from './build-databases.mjs'
import { bundleEntry } from './bundle.mjs'
import { buildRows } from './dump/build-rows.mjs'
import { noteResult } from './dump/report.mjs'
import { medians } from './measure/medians.mjs'
import { runMeasured } from './measure/run-measured.mjs'
import { inCache, root } from './paths.mjs'
import { startServer } from './server.mjs'

const { values } = parseArgs({
  options: {
    tables: { type: 'string', default: '1000' },
    megabytes: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
  },
})

/** The major of the pg_dump that Debian packages, so that both have the same server to dump. */
const MAJOR = 15
const PROGRAM = `/usr/lib/postgresql/${MAJOR}/bin/pg_dump`
const contestant = path.join(root, 'bench', 'dump', 'contestant.mjs')
const module = await bundleEntry('dump')
const folder = inCache('dump')
fs.mkdirSync(folder, { recursive: true })
const server = await startServer(MAJOR)
try {
  const tables = Number(values.tables)
  const { base } = await buildDatabases(server, tables)
  noteResult(`schema ${tables}`, { what: 'schema', size: tables, ...(await measure('schema', base)) })
  const megabytes = Number(values.megabytes)
  const rows = await buildRows(server, megabytes)
  noteResult(`data ${megabytes}`, { what: 'data', size: megabytes, ...(await measure('data', rows)) })
} finally {
  await server.stop()
}

async function measure(what, url) {
  const file = path.join(folder, `${what}.sql`)
  const contestants = [
    { name: 'pg_dump', command: PROGRAM, args: [`--${what}-only`, '--file', file, '--dbname', url] },
    ...['native', 'bundled'].map((build) => ({
      name: `Lockstep, ${build === 'native' ? 'native' : 'built-in'}`,
      command: process.execPath,
      args: [contestant, module, 'dump', what, build, String(MAJOR), file],
      env: { BENCH_URL: url },
    })),
  ]
  const reading = { command: process.execPath, args: [contestant, module, 'read', file] }
  const costs = contestants.map(() => [])
  const reads = []
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const [index, each] of contestants.entries()) {
      fs.rmSync(file, { force: true })
      costs[index].push(await costOf(each))
      console.log(what, each.name, costs[index].at(-1))
    }
    reads.push(await costOf(reading))
    console.log(what, 'read back', reads.at(-1))
  }
  const bytes = fs.statSync(file).size
  fs.rmSync(file)
  return {
    bytes,
    contestants: contestants.map(({ name }, index) => ({ name, ...middle(costs[index]) })),
    readBack: middle(reads),
    program: execFileSync(PROGRAM, ['--version'], { encoding: 'utf8' }).trim(),
    server: server.version,
  }
}

async function costOf(each) {
  const output = path.join(folder, 'output.txt')
  const cost = await runMeasured(each, server.postmaster, output)
  const said = fs.readFileSync(output, 'utf8').trim()
  return { ...cost, delay: said.startsWith('{') ? JSON.parse(said) : null }
}

/** The medians, and the longest that the event loop was busy in any run. */
function middle(costs) {
  const delays = costs.map(({ delay }) => delay).filter((delay) => delay !== null)
  const most = (what) => Math.max(0, ...delays.map((delay) => delay[what]))
  return { ...medians(costs), delay: { p99: most('p99'), most: most('most') } }
}
