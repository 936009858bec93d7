import { importEntry } from './bundle.mjs'
import { median } from './measure/medians.mjs'
import { childrenCpu, ownCpu } from './measure/proc.mjs'
import { withClient } from './server.mjs'

const CHECKS = 300
const CHECKSUMS = 5

/**
 * What a running server pays: comparing the pair again and again in one warm process, over connections that are kept and
 * over new ones, and finding a database unchanged.
 * @returns milliseconds; CPU of client and server together for `pairCpu` and `newPairCpu`, wall for the others
 */
export async function measureInProcess(server, { base, drifted }, tables) {
  const product = await importEntry('product')
  const repeats = tables <= 1000 ? 10 : 2
  const renewed = await measurePair(server, repeats, () => product.diff(base, drifted))
  const kept = await withClient(base, (source) =>
    withClient(drifted, (target) =>
      measurePair(server, repeats, () => product.diffOver(source, target), [source, target]),
    ),
  )
  return { ...kept, newPairCpu: renewed.pairCpu, ...(await measureChecks(base, product)) }
}

async function measurePair(server, repeats, compare, kept = []) {
  for (let i = 0; i < Math.min(repeats, 5); i++) await compare()
  const pids = await Promise.all(kept.map(pidOf))
  const serverSeconds = () =>
    pids.reduce((sum, pid) => sum + ownCpu(pid), pids.length > 0 ? 0 : childrenCpu(server.postmaster))
  const before = { own: process.cpuUsage(), server: serverSeconds(), at: performance.now() }
  for (let i = 0; i < repeats; i++) await compare()
  const wall = performance.now() - before.at
  const own = process.cpuUsage(before.own)
  const clientCpu = (own.user + own.system) / 1000
  // The last backends may end a moment after their connections.
  await new Promise((resolve) => setTimeout(resolve, 300))
  const serverCpu = (serverSeconds() - before.server) * 1000
  return {
    pairCpu: (clientCpu + serverCpu) / repeats,
    pairClientCpu: clientCpu / repeats,
    pairWall: wall / repeats,
  }
}

async function pidOf(client) {
  const { rows } = await client.query('select pg_backend_pid() as pid')
  return rows[0].pid
}

/** Times of a round trip, of a re-check that the log position proves, and of the checksum that proves it on a busy server. */
async function measureChecks(url, { takeMark, unchangedSince, prepare, catalogChecksum }) {
  return withClient(url, async (client) => {
    const mark = await takeMark(client)
    const times = { roundTrip: [], check: [], checksum: [] }
    let proven = 0
    for (let i = 0; i < CHECKS; i++) {
      times.roundTrip.push(await timeOf(() => client.query('select 1')))
      times.check.push(
        await timeOf(async () => {
          if (await unchangedSince(client, mark)) proven++
        }),
      )
    }
    await prepare(client)
    for (let i = 0; i < CHECKSUMS; i++) times.checksum.push(await timeOf(() => catalogChecksum(client)))
    if (proven < CHECKS) console.error(`  only ${proven} of ${CHECKS} re-checks found the database unchanged`)
    return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
  })
}

async function timeOf(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}
