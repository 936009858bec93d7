import { materializedView } from '../../kinds/materialized-view'
import { isTrue } from '../../objects/row'
import { findRows, type Snapshot } from '../../objects/snapshot'
import { identifier, sql } from '../../sql/sql'
import { type LoadSession, runOne } from './load-parts'
import type { RestoredFile } from './restore-parts'

/**
 * Fills the materialized views that were filled when they were dumped, which a dump of rows alone does not do.
 * @param snapshot of the dump's moment; without one, all of them are filled.
 * @param file named where one fails.
 * @throws AppError E-RESTORE-FAILED.
 */
export async function fillViews(
  session: LoadSession,
  snapshot: Snapshot | null,
  file: RestoredFile,
): Promise<void> {
  // A view that reads another one was made after it.
  const { rows } = await session.client.query(sql`select n.nspname as schema, c.relname as name
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'm' and not c.relispopulated order by c.oid`)
  for (const { schema, name } of rows) {
    if (snapshot && !wasFilled(snapshot, schema, name)) continue
    const text = sql`REFRESH MATERIALIZED VIEW ${identifier(schema)}.${identifier(name)}`
    await runOne(session, { file, statement: { text, line: 1 } })
  }
}

function wasFilled(snapshot: Snapshot, schema: string, name: string): boolean {
  return findRows(snapshot, materializedView, [schema, name]).some((row) => isTrue(row, 'isPopulated'))
}
