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
import { noteResult } from './migrations/report.mjs'
import { writeMigrations } from './migrations/write-files.mjs'
import { inCache } from './paths.mjs'

const { values } = parseArgs({
  options: { files: { type: 'string', default: '50,500,2000' }, runs: { type: 'string', default: '3' } },
})
const { makeProject, replayFolder } = await importEntry('replay')
const server = inCache('replay-server')
/** Keeps the server up between the runs. */
const keeper = await makeProject(server)
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
  const times = { lockstep: [], onePsql: [], psqlPerFile: [] }
  for (let run = 0; run < runs; run++) {
    for (const [name, replay] of Object.entries(contestants)) {
      // A process for each file takes minutes, and its time varies little.
      if (name === 'psqlPerFile' && (run > 0 || count > 1000)) continue
      const shadow = await makeProject(server)
      const startedAt = performance.now()
      await replay(shadow)
      times[name].push(performance.now() - startedAt)
      await shadow.drop()
      console.log(count, name, Math.round(times[name].at(-1)))
    }
  }
  const middle = (all) => (all.length > 0 ? median(all) : null)
  const medians = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, middle(all)]))
  return {
    count,
    runs,
    ...medians,
    ratio: medians.lockstep / medians.onePsql,
  }
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

function psql({ client }, args) {
  const { host, port, user, password, database } = client
  const child = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user,
      PGPASSWORD: password,
      PGDATABASE: database,
      PGOPTIONS: '-c client_min_messages=warning',
    },
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with ${code}`))))
  })
}
