import pg from 'pg'
import { importEntry } from './bundle.mjs'
import { parentOf } from './measure/proc.mjs'
import { inCache } from './paths.mjs'

const settings = {
  shared_buffers: '1GB',
  max_locks_per_transaction: '2048',
  autovacuum: 'off',
  jit: 'off',
}

/**
 * Starts the benchmark's own server of a major. Catalogs fit its buffers, and nothing runs in it beside what we start.
 * @returns the server's addresses, its first process, and what stops it
 */
export async function startServer(major) {
  const { startCluster } = await importEntry('cluster')
  const cluster = await startCluster({
    major,
    dataDir: inCache('clusters', String(major)),
    durable: false,
    settings: major >= 18 ? { ...settings, io_method: 'sync' } : settings,
  })
  const url = (database) => cluster.url(database)
  const postmaster = await withClient(url('postgres'), async (client) => {
    const { rows } = await client.query('select pg_backend_pid() as pid')
    return parentOf(rows[0].pid)
  })
  return { major, version: cluster.version, url, postmaster, stop: () => cluster.stop() }
}

/** Gives a connection to `use` and closes it. @returns what `use` gives. */
export async function withClient(url, use) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
