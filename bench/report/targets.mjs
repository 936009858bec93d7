import { figure, megabytes, percent } from './table.mjs'

const cpuOf = (result, name) => result.contestants?.[name]?.cpu
const share = (name) => (result) => cpuOf(result, 'lockstep') / cpuOf(result, name)
const times = (value) => `${figure(value)} times`
const milliseconds = (value) => `${figure(value)} ms`

/** What was promised: for which sizes, how it is measured, and the most it may be. */
export const TARGETS = [
  { what: 'CPU against two raw reads', tables: 1000, of: share('raw reads'), most: 1.4, show: times },
  { what: 'CPU against two raw reads', tables: 10_000, of: share('raw reads'), most: 1.2, show: times },
  { what: 'CPU against `supabase db diff`', tables: 1000, of: share('supabase'), most: 0.15, show: percent },
  {
    what: 'CPU against `supabase db diff`',
    tables: 10_000,
    of: share('supabase'),
    most: 0.15,
    show: percent,
  },
  {
    what: 'CPU against the pg-delta library',
    tables: 1000,
    of: share('pg-delta'),
    most: 0.18,
    show: percent,
  },
  {
    what: 'CPU against the pg-delta library',
    tables: 10_000,
    of: share('pg-delta'),
    most: 0.18,
    show: percent,
  },
  { what: 'peak memory of the client', tables: 1000, of: memory, most: 100e6, show: megabytes },
  { what: 'peak memory of the client', tables: 10_000, of: memory, most: 350e6, show: megabytes },
  { what: 'a pair in a running process, CPU', tables: 100, of: pairCpu, most: 250, show: milliseconds },
  ...[100, 1000, 10_000].map((tables) => ({
    what: 'an unchanged database, beyond a round trip',
    tables,
    of: check,
    most: 5,
    show: milliseconds,
  })),
  ...[100, 1000, 10_000].map((tables) => ({
    what: 'the same on a server that is written to',
    tables,
    of: checksum,
    most: 5,
    show: milliseconds,
  })),
  { what: 'start of the command line, wall', tables: 100, of: start, most: 500, show: milliseconds },
]

function memory(result) {
  return result.contestants?.lockstep?.memory
}

function pairCpu(result) {
  return result.inProcess?.pairCpu
}

function check(result) {
  return result.inProcess?.check - result.inProcess?.roundTrip
}

function checksum(result) {
  return result.inProcess?.checksum - result.inProcess?.roundTrip
}

function start(result) {
  return result.contestants?.['lockstep start']?.wall * 1000
}
