/** Runs beside the installed peers: compares the databases of SOURCE and TARGET and prints how much differs. */
import { diff, extract } from '@supabase/pg-delta'
import pg from 'pg'

const pools = [process.env.SOURCE, process.env.TARGET].map(
  (connectionString) => new pg.Pool({ connectionString }),
)
const [source, target] = await Promise.all(pools.map((pool) => extract(pool, { statementTimeoutMs: 0 })))
console.log(`${diff(source.factBase, target.factBase).length} deltas`)
await Promise.all(pools.map((pool) => pool.end()))
