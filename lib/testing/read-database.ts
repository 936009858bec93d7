import pg from 'pg'
import { KINDS } from '../kinds/all'
import type { Kind } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { readSnapshot } from '../postgres/read-snapshot'

/** Kinds that all databases of a server share: other tests on that server would show up in them. */
export const DATABASE_KINDS: readonly Kind[] = KINDS.filter((kind) => kind.scope !== 'cluster')

/** A snapshot of a test database, of the kinds that belong to it alone unless others are asked for. */
export async function readDatabase(url: string, kinds: readonly Kind[] = DATABASE_KINDS): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await readSnapshot(client, { name: new URL(url).pathname.slice(1), origin: 'url', kinds }))
      .snapshot
  } finally {
    await client.end()
  }
}
