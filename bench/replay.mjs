/**
 * Replays the same files with Lockstep and with psql, on the same server, and writes docs/benchmarks-migrations.md.
 *   node bench/replay.mjs [--files 50,500,2000] [--runs 3]
 */

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { importEntry } from './bundle.mjs'
import { median } from './measure/medians.mjs'
import { childrenCpu, parentOf } from './measure/proc.mjs'
import { noteResult } from './migrations/report.mjs'
import { writeMigrations } from './migrations/write-files.mjs'
import { inCache } from './paths.mjs'
import { psqlEnv } from './psql-env.mjs'

const { values } = parseArgs({
  options: { files: { type: 'string', default: '50,500,2000' }, runs: { type: 'string', default: '3' } },
})
const { makeProject, replayFolder } = await importEntry('replay')
const server = inCache('replay-server')
/** Keeps the server up between the runs. */
const keeper = await makeProject(server)
const { rows } = await keeper.client.query('select pg_backend_pid() as pid')
const postmaster = parentOf(rows[0].pid)
try {
  for (const count of values.files.split(',').map(Number)) {
    noteResult(`replay ${count}`, await measure(count, Number(values.runs)))
  }
} finally {
  await keeper.drop()
}

async function measure(count, runs) {
  const folder = writeMigrations(count)
  const contestants = {
    lockstep: (shadow) => replayFolder(shadow, folder),
    onePsql: (shadow) => psql(shadow, ['-f', transactions(folder, count)]),
    psqlPerFile: (shadow) => psqlPerFile(shadow, folder),
  }
  const costs = { lockstep: [], onePsql: [], psqlPerFile: [] }
  for (let run = 0; run < runs; run++) {
    for (const [name, replay] of Object.entries(contestants)) {
      // A process for each file takes minutes, and its time varies little.
      if (name === 'psqlPerFile' && (run > 0 || count > 1000)) continue
      const cost = await costOf(replay)
      costs[name].push(cost)
      console.log(count, name, cost)
    }
  }
  const middle = (all, what) => (all.length > 0 ? median(all.map((cost) => cost[what])) : null)
  const medians = Object.fromEntries(
    Object.entries(costs).map(([name, all]) => [
      name,
      { wall: middle(all, 'wall'), cpu: middle(all, 'cpu') },
    ]),
  )
  return { count, runs, ...medians, ratio: medians.lockstep.cpu / medians.onePsql.cpu }
}

/** Seconds: of the clock, and of all processors together, on both ends; that of the backends is known when they end. */
async function costOf(replay) {
  const shadow = await makeProject(server)
  const before = { cpu: cpuNow(), at: performance.now() }
  await replay(shadow)
  const wall = (performance.now() - before.at) / 1000
  await shadow.drop()
  await new Promise((resolve) => setTimeout(resolve, 300))
  return { wall, cpu: cpuNow() - before.cpu }
}

function cpuNow() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + childrenCpu(process.pid) + childrenCpu(postmaster)
}

/** A script in which each file is a transaction of its own, as migration tools run them. */
function transactions(folder, count) {
  const script = fs
    .readdirSync(folder)
    .sort()
    .map((name) => `begin;\n\\i ${path.join(folder, name)}\ncommit;\n`)
  const file = inCache('migrations', `${count}.sql`)
  fs.writeFileSync(file, script.join(''))
  return file
}

async function psqlPerFile(shadow, folder) {
  for (const name of fs.readdirSync(folder).sort()) await psql(shadow, ['-1', '-f', path.join(folder, name)])
}

function psql(shadow, args) {
  const child = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: psqlEnv(shadow, '-c client_min_messages=warning'),
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with ${code}`))))
  })
}
