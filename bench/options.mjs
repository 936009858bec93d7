import { parseArgs } from 'node:util'

const PEERS = ['pg-delta', 'supabase']

/** @returns the command line's options, with `peers` empty for `none`; throws on what it does not know. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      tables: { type: 'string', default: '100,1000' },
      majors: { type: 'string', default: '15,18' },
      peers: { type: 'string', default: PEERS.join(',') },
      runs: { type: 'string', default: '3' },
      profile: { type: 'boolean', default: false },
    },
  })
  const peers = values.peers === 'none' ? [] : values.peers.split(',')
  const unknown = peers.find((peer) => !PEERS.includes(peer))
  if (unknown) throw new Error(`There is no peer ${unknown}; known are ${PEERS.join(', ')}.`)
  return {
    tables: numbers('--tables', values.tables),
    majors: numbers('--majors', values.majors),
    runs: numbers('--runs', values.runs)[0],
    profile: values.profile,
    peers,
  }
}

function numbers(option, text) {
  const found = text.split(',').map(Number)
  if (found.every((number) => Number.isInteger(number) && number > 0)) return found
  throw new Error(`${option} takes whole numbers separated by commas, not ${text}.`)
}
