import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import { PEER_PACKAGES } from './contestants/peers.mjs'
import { rawReadClient } from './contestants/raw-read.mjs'
import { inCache, root } from './paths.mjs'

const file = inCache('results.json')

/** Everything measured so far, by major and number of tables. */
export function readResults() {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}
}

/** Puts new figures in the place of those of the same major and number of tables; parts that were not measured stay. */
export function saveResults(server, tables, figures) {
  const results = readResults()
  const key = `${server.major}/${tables}`
  const known = results[key] ?? {}
  results[key] = {
    ...known,
    ...figures,
    contestants: { ...known.contestants, ...figures.contestants },
    major: server.major,
    version: server.version,
    tables,
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short', 'HEAD'),
    load: os.loadavg()[0],
    machine: machine(),
  }
  fs.writeFileSync(file, JSON.stringify(results, null, 2))
}

function machine() {
  return {
    cores: os.cpus().length,
    processor: os.cpus()[0]?.model ?? 'unknown',
    memory: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release().split('-')[0]}`,
    node: process.versions.node,
    reader: rawReadClient(),
    peers: PEER_PACKAGES,
  }
}

function git(...args) {
  return spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? ''
}
