import fs from 'node:fs'
import path from 'node:path'
import { root } from '../paths.mjs'
import { readResults } from '../results.mjs'
import { figure, megabytes, table, thousands } from './table.mjs'
import { TARGETS } from './targets.mjs'

const NAMES = {
  'raw reads': 'two raw reads',
  lockstep: '`lockstep diff`',
  'pg-delta': 'pg-delta library',
  supabase: '`supabase db diff`',
}
const DEAREST = 12

/** Writes docs/benchmarks.md from everything that was measured so far. */
export function writeReport() {
  const results = Object.values(readResults()).sort((a, b) => a.tables - b.tables || a.major - b.major)
  const template = fs.readFileSync(path.join(root, 'bench', 'report', 'template.md'), 'utf8')
  const parts = {
    machine: machineOf(results.at(-1).machine),
    dates: datesOf(results),
    targets: targetsTable(results),
    contestants: results.map(contestantsTable).join('\n\n'),
    recall: recallTable(results),
    inProcess: inProcessTable(results),
    kinds: results
      .filter(({ profile }) => profile)
      .map(kindsTable)
      .join('\n\n'),
  }
  const text = template.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name])
  fs.writeFileSync(path.join(root, 'docs', 'benchmarks.md'), text)
  console.error('wrote docs/benchmarks.md')
}

function machineOf({ cores, processor, memory, system, node, reader, peers }) {
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`)
  return `${cores} cores (${processor}), ${memory} GB, ${system}, Node ${node}, ${reader}, ${versions.join(', ')}`
}

function datesOf(results) {
  const rows = results.map(({ tables, version, date, commit, load }) => [
    `${thousands(tables)} tables, Postgres ${version}`,
    date,
    commit,
    figure(load, 1),
  ])
  return table(['measured', 'on', 'at commit', 'load of the machine'], rows)
}

function targetsTable(results) {
  const rows = TARGETS.flatMap(({ what, tables, of, most, show }) =>
    results
      .filter((result) => result.tables === tables)
      .map((result) => [result, of(result)])
      .filter(([, value]) => Number.isFinite(value))
      .map(([{ version }, value]) => [
        `${what}, ${thousands(tables)} tables`,
        version,
        `at most ${show(most)}`,
        show(value),
        value <= most ? 'met' : '**not met**',
      ]),
  )
  return table(['target', 'Postgres', 'promised', 'measured', ''], rows)
}

function contestantsTable({ tables, version, contestants }) {
  const limit = contestants['raw reads'].cpu
  const rows = Object.entries(NAMES)
    .filter(([name]) => contestants[name])
    .map(([name, shown]) => {
      const { cpu, clientCpu, serverCpu, wall, memory, runs } = contestants[name]
      const seconds = [cpu, clientCpu, serverCpu, wall].map((value) => figure(value))
      return [shown, ...seconds, megabytes(memory), figure(cpu / limit), runs]
    })
  const heads = ['', 'CPU s', 'client', 'server', 'wall s', 'peak memory', 'CPU ratio', 'runs']
  return `### ${thousands(tables)} tables, Postgres ${version}\n\n${table(heads, rows)}`
}

function recallTable(results) {
  const rows = results.map(({ tables, version, recall }) => [
    `${thousands(tables)} tables, Postgres ${version}`,
    `${recall.found} of ${recall.planted} (${recall.sorts} sorts)`,
    recall.strays,
    recall.twinDifferences,
  ])
  return table(
    ['', 'planted changes found', 'differences nobody planted', 'differences to the equal twin'],
    rows,
  )
}

function inProcessTable(results) {
  const rows = results.map(({ tables, version, inProcess }) => [
    `${thousands(tables)} tables, Postgres ${version}`,
    ...['pairCpu', 'pairClientCpu', 'pairWall', 'newPairCpu', 'roundTrip', 'check', 'checksum'].map((name) =>
      inProcess[name] === undefined ? '' : figure(inProcess[name]),
    ),
  ])
  const heads = [
    'milliseconds',
    'pair, CPU',
    'of it client',
    'pair, wall',
    'over new ones, CPU',
    'round trip',
    're-check',
    'checksum',
  ]
  return table(heads, rows)
}

function kindsTable({ tables, version, profile }) {
  const sum = (name) => profile.reduce((total, kind) => total + kind[name], 0)
  const row = ({ kind, cpu, planning, lines, kilobytes }) => [
    kind,
    figure(cpu, 1),
    figure(planning, 1),
    thousands(lines),
    figure(kilobytes, 0),
  ]
  const all = {
    kind: `all ${profile.length}`,
    cpu: sum('cpu'),
    planning: sum('planning'),
    lines: sum('lines'),
  }
  const rows = [...profile.slice(0, DEAREST), { ...all, kilobytes: sum('kilobytes') }].map(row)
  const heads = ['kind', 'server CPU ms', 'planning ms', 'lines', 'kB']
  return `### ${thousands(tables)} tables, Postgres ${version}\n\n${table(heads, rows)}`
}
