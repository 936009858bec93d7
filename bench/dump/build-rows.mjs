import pg from 'pg'
import { withClient } from '../server.mjs'

/** About what a row of the table below has as a line of COPY. */
const ROW_BYTES = 172
const TABLES = 4

/**
 * Makes a database with so many megabytes of rows, as COPY writes them, unless an earlier run has.
 * @returns its URL
 */
export async function buildRows(server, megabytes) {
  const name = `rows_${megabytes}`
  const isThere = await withClient(server.url('postgres'), async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name])
    if (rows.length === 0) await client.query(`create database ${pg.escapeIdentifier(`${name}_partial`)}`)
    return rows.length > 0
  })
  if (isThere) return server.url(name)
  await withClient(server.url(`${name}_partial`), async (client) => {
    const count = Math.round((megabytes * 1e6) / ROW_BYTES / TABLES)
    for (let table = 0; table < TABLES; table += 1) {
      await client.query(`create table events_${table} (id bigint primary key, at timestamptz, kind text, payload jsonb, price numeric);
        insert into events_${table} select i, '2026-01-01'::timestamptz + i * interval '1 second', 'kind-' || i % 20,
          jsonb_build_object('user', md5(i::text), 'page', '/products/' || i % 1000, 'tags', jsonb_build_array('a', 'b', i % 7), 'note', 'ünïcode'),
          (i % 100000) / 100.0 from generate_series(1, ${count}) i`)
    }
    await client.query('vacuum analyze')
  })
  await withClient(server.url('postgres'), (client) =>
    client.query(`alter database ${name}_partial rename to ${name}`),
  )
  return server.url(name)
}
