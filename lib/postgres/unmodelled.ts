import type { Client } from 'pg'
import type { Diagnostic } from '../objects/diagnostic'
import { join, sql } from '../sql/sql'

/** What a user can create and no kind reads: name for people, and what counts it. */
const UNMODELLED = [
  { kind: 'large objects', count: sql`select count(*) from pg_largeobject_metadata` },
  { kind: 'tablespaces', count: sql`select count(*) from pg_tablespace where oid >= 16384` },
  {
    kind: 'replication slots',
    count: sql`select count(*) from pg_replication_slots where database = current_database()`,
  },
  { kind: 'replication origins', count: sql`select count(*) from pg_replication_origin where roident > 0` },
  {
    kind: 'prepared transactions',
    count: sql`select count(*) from pg_prepared_xacts where database = current_database()`,
  },
]

/** Counts what exists and is not compared, so that nothing is left out silently. */
export async function readUnmodelled(client: Client): Promise<Diagnostic[]> {
  const counts = UNMODELLED.map(({ count }) => sql`(${count})`)
  const { rows } = await client.query({ text: sql`select ${join(counts, ', ')}`, rowMode: 'array' })
  return UNMODELLED.flatMap(({ kind }, i) => {
    const count = Number(rows[0]?.[i] ?? 0)
    if (count === 0) return []
    return [
      {
        code: 'unmodelledKind' as const,
        kind,
        count,
        message: `${count} ${kind} exist and are not compared.`,
      },
    ]
  })
}
