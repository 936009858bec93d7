import pg from 'pg'
import { importEntry } from './bundle.mjs'
import { ownCpu } from './measure/proc.mjs'

const SETTINGS = `begin isolation level repeatable read, read only;
  set local search_path = pg_catalog, pg_temp; set local jit = off; set local random_page_cost = 1`

/**
 * What each kind's query costs the server when all run on one connection in the order in which a snapshot is read:
 * the first that deparses pays for opening the tables.
 * @returns one row a kind, dearest first: CPU and planning in milliseconds, lines, kilobytes
 */
export async function profileKinds(url, major) {
  const { KINDS, kindColumns } = await importEntry('product')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  await client.query(SETTINGS)
  const profile = []
  const present = await presentKinds(
    client,
    KINDS.filter((kind) => major >= (kind.since ?? 0)),
  )
  for (const deparses of [false, true]) {
    for (const kind of present.filter((each) => (each.deparses ?? false) === deparses)) {
      const columns = kindColumns(kind).map((column) => `object."${column}"`)
      const context = { major, busy: [], readable: new Set(kind.restrictedColumns) }
      const query = `select ${columns.join(', ')} from (${kind.query(context)}) object`
      profile.push({ kind: kind.name, ...(await costOf(client, rows[0].pid, query)) })
    }
  }
  await client.end()
  return profile.sort((a, b) => b.cpu - a.cpu)
}

/** The kinds of which there may be objects, which is asked of all at once before a read. */
async function presentKinds(client, kinds) {
  const conditions = kinds.map(({ isPresent }) => isPresent ?? 'true')
  const { rows } = await client.query({ text: `select ${conditions.join(', ')}`, rowMode: 'array' })
  return kinds.filter((_, i) => rows[0][i])
}

async function costOf(client, pid, query) {
  const before = ownCpu(pid)
  const reader = new CountRows(`copy (${query}) to stdout`)
  client.query(reader)
  const { lines, bytes } = await reader.done
  const cpu = (ownCpu(pid) - before) * 1000
  const beforePlan = ownCpu(pid)
  await client.query(`explain ${query}`)
  return { cpu, planning: (ownCpu(pid) - beforePlan) * 1000, lines, kilobytes: bytes / 1000 }
}

/** A query whose rows are counted and thrown away. */
class CountRows {
  lines = 0
  bytes = 0

  constructor(text) {
    this.text = text
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }))
  }
  submit(connection) {
    connection.query(this.text)
  }
  handleCopyData({ chunk }) {
    this.lines++
    this.bytes += chunk.length
  }
  handleError(error) {
    this.reject(error)
  }
  handleReadyForQuery() {
    this.resolve(this)
  }
  handleCommandComplete() {}
}
