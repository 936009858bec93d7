import pg from 'pg'
import { KINDS } from '../kinds/all'
import type { Kind } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { prepareReads } from '../postgres/prepared-statements'
import { readSnapshot } from '../postgres/read-snapshot'
import { announcedPidOf } from '../postgres/sign-in'

/** Kinds that all databases of a server share: other tests on that server would show up in them. */
export const DATABASE_KINDS: readonly Kind[] = KINDS.filter((kind) => kind.scope !== 'cluster')

/** A snapshot of a test database, of the kinds that belong to it alone unless others are asked for. */
export function readDatabase(url: string, kinds: readonly Kind[] = DATABASE_KINDS): Promise<Snapshot> {
  return withClient(url, (client) => readOver(client, url, kinds))
}

/** The same read twice over one connection by prepared statements: when they are prepared, and when they are there. */
export function readPrepared(url: string): Promise<Snapshot[]> {
  return withClient(url, async (client) => {
    await prepareReads(client, announcedPidOf(client))
    return [await readOver(client, url, DATABASE_KINDS), await readOver(client, url, DATABASE_KINDS)]
  })
}

async function readOver(client: pg.Client, url: string, kinds: readonly Kind[]): Promise<Snapshot> {
  const { snapshot } = await readSnapshot(client, {
    name: new URL(url).pathname.slice(1),
    origin: 'url',
    kinds,
  })
  return snapshot
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
