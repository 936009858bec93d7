import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inCache, root } from '../paths.mjs'
import { table, thousands } from '../report/table.mjs'

const RESULTS = inCache('dump', 'results.json')
const notes = fs.readFileSync(path.join(import.meta.dirname, 'notes.md'), 'utf8').trim()
const seconds = (value) => `${value.toFixed(value < 10 ? 2 : 1)} s`
const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`
const verdict = (isMet) => (isMet ? 'met' : '**not met**')

/** The most that is allowed: times what the peer takes, and bytes of memory. */
const MOST = { schema: 2.5, data: 1.5, memory: 200e6 }

/** Keeps what was measured beside earlier runs, and writes docs/benchmarks-dumps.md from all of them. */
export function noteResult(name, result) {
  const results = {
    ...readResults(),
    [name]: { at: new Date().toISOString(), load: os.loadavg()[0], ...result },
  }
  fs.mkdirSync(path.dirname(RESULTS), { recursive: true })
  fs.writeFileSync(RESULTS, JSON.stringify(results, null, 2))
  const page = [
    '# Benchmarks of dumps',
    'Written by `bench/dump.mjs`.',
    notes,
    ...Object.values(results).flatMap(sectionOf),
  ]
  fs.writeFileSync(path.join(root, 'docs', 'benchmarks-dumps.md'), `${page.join('\n\n')}\n`)
}

function readResults() {
  return fs.existsSync(RESULTS) ? JSON.parse(fs.readFileSync(RESULTS, 'utf8')) : {}
}

function sectionOf({ what, size, bytes, contestants, readBack, at, load, program, server }) {
  const title =
    what === 'schema' ? `## Schema of ${thousands(size)} tables` : `## ${thousands(size)} MB of rows`
  const [peer, ...ours] = contestants
  const rows = ours.map((each) => [
    each.name,
    seconds(each.wall),
    `${(each.wall / peer.wall).toFixed(2)} times`,
    verdict(each.wall / peer.wall <= MOST[what]),
    seconds(each.cpu),
    megabytes(each.memory),
    verdict(each.memory <= MOST.memory),
    `${Math.round(each.delay.p99)} ms, ${Math.round(each.delay.most)} ms`,
  ])
  const head = [
    'program',
    'wall',
    'against pg_dump',
    `at most ${MOST[what]} times`,
    'CPU, both ends',
    'memory',
    'at most 200 MB',
    'event loop, 99 % and most',
  ]
  const none = ['', '', '']
  const first = [
    peer.name,
    seconds(peer.wall),
    ...none.slice(1),
    seconds(peer.cpu),
    megabytes(peer.memory),
    '',
    '',
  ]
  const read = `Reading the ${megabytes(bytes)} back: ${seconds(readBack.wall)}, ${seconds(readBack.cpu)} of CPU, ${megabytes(readBack.memory)} of memory, event loop ${Math.round(readBack.delay.most)} ms at most.`
  const facts = `${program}, server ${server}. ${at.slice(0, 10)}, ${peer.runs} runs that took turns, load ${load.toFixed(1)}.`
  return [title, table(head, [first, ...rows]), read, facts]
}
