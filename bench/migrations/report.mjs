import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inCache, root } from '../paths.mjs'
import { table, thousands } from '../report/table.mjs'

const RESULTS = inCache('migrations', 'results.json')
const notes = (name) => fs.readFileSync(path.join(import.meta.dirname, `${name}.md`), 'utf8').trim()
const seconds = (value) => (value === null ? '' : `${value.toFixed(value < 10 ? 2 : 1)} s`)
const ms = (value) => `${Math.round(value)} ms`
const verdict = (isMet) => (isMet ? 'met' : '**not met**')

/** Keeps one result beside those of other runs, and writes docs/benchmarks-migrations.md from all of them. */
export function noteResult(name, result) {
  const results = {
    ...readResults(),
    [name]: { at: new Date().toISOString(), load: os.loadavg()[0], ...result },
  }
  fs.writeFileSync(RESULTS, JSON.stringify(results, null, 2))
  const all = Object.entries(results)
  const of = (word) => all.flatMap(([key, value]) => (key.startsWith(`${word} `) ? [value] : []))
  const page = [
    '# Benchmarks of migrations',
    'Written by `bench/replay.mjs` and `bench/migrations.mjs`.',
    '## Replays',
    notes('replay-notes'),
    replayTable(of('replay').toSorted((a, b) => a.count - b.count)),
    '## The table of migrations',
    notes('table-notes'),
    ...of('table').map(tableOf),
  ]
  fs.writeFileSync(path.join(root, 'docs', 'benchmarks-migrations.md'), `${page.join('\n\n')}\n`)
}

function readResults() {
  return fs.existsSync(RESULTS) ? JSON.parse(fs.readFileSync(RESULTS, 'utf8')) : {}
}

function replayTable(results) {
  const rows = results.map(({ count, lockstep, onePsql, psqlPerFile, ratio, runs, load, at }) => [
    thousands(count),
    ...[lockstep, onePsql, psqlPerFile].flatMap(({ cpu, wall }) => [seconds(cpu), seconds(wall)]),
    `${ratio.toFixed(2)} times`,
    verdict(ratio <= 1.2),
    `${at.slice(0, 10)}, ${runs} runs, load ${load.toFixed(1)}`,
  ])
  const of = ['Lockstep', 'one psql', 'a psql per file'].flatMap((name) => [`${name}, CPU`, 'wall'])
  return table(['files', ...of, 'CPU against one psql', 'at most 1.20 times', 'measured'], rows)
}

function tableOf({ files, total, findings, first, checked, changed, warm, bytes, load, at }) {
  const within = (value) => [ms(value), '1,000 ms', verdict(value <= 1000)]
  const rows = [
    ['the first request after a start, while all six are checked', ...within(first)],
    ['the first once all are checked', ...within(checked)],
    ['after a file was saved', ...within(changed)],
    ['any later one', ...within(warm)],
  ]
  const facts = `${thousands(files)} files, ${thousands(total)} migrations, ${findings} findings; the answer has ${Math.round(bytes / 1024)} KB before compression. ${at.slice(0, 10)}, load ${load.toFixed(1)}.`
  return `${facts}\n\n${table(['request', 'took', 'at most', ''], rows)}`
}
