import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { installPeers, pgDelta, supabaseCli } from './contestants/peers.mjs'
import { coldStart, product } from './contestants/product.mjs'
import { rawRead } from './contestants/raw-read.mjs'
import { medians } from './measure/medians.mjs'
import { runMeasured } from './measure/run-measured.mjs'
import { inCache, root } from './paths.mjs'

const PEER_RUNS = { 'pg-delta': pgDelta, supabase: supabaseCli }

/**
 * Runs all contestants in turn, as often as asked for, after one round that warms the caches and is not counted.
 * @returns medians by contestant
 */
export async function measureContestants(server, { base, drifted }, { runs, peers }) {
  if (peers.length > 0) installPeers()
  const contestants = {
    'raw reads': rawRead,
    lockstep: product,
    'lockstep start': coldStart,
    ...Object.fromEntries(peers.map((peer) => [peer, PEER_RUNS[peer]])),
  }
  const measured = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round <= runs; round++) {
    for (const [name, contestant] of Object.entries(contestants)) {
      // A source that changed since the last round would be bundled within a measured run.
      if (name === 'lockstep') execFileSync(process.execPath, [path.join(root, 'bin', 'setup.mjs'), 'cli'])
      const command = contestant({ source: base, target: drifted }, server)
      const cost = await runMeasured(
        command,
        server.postmaster,
        inCache(`output-${name.replace(' ', '-')}.txt`),
      )
      if (round > 0) measured[name].push(cost)
      console.error(`  ${round > 0 ? 'run' : 'warm-up'} ${name}: ${costText(cost)}`)
    }
  }
  return Object.fromEntries(Object.entries(measured).map(([name, costs]) => [name, medians(costs)]))
}

function costText({ clientCpu, serverCpu, wall, memory }) {
  return `${(clientCpu + serverCpu).toFixed(2)} s CPU, ${wall.toFixed(2)} s, ${Math.round(memory / 1e6)} MB`
}
