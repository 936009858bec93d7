import pg from 'pg'
import { KINDS } from '../../lib/kinds/all'
import { compareSnapshots } from '../../lib/objects/compare'
import type { Kind } from '../../lib/objects/kind'
import { prepareReads } from '../../lib/postgres/prepared-statements'
import { readSnapshot } from '../../lib/postgres/read-snapshot'
import { announcedPidOf } from '../../lib/postgres/sign-in'

export { kindColumns } from '../../lib/objects/kind'
export { catalogChecksum } from '../../lib/postgres/catalog-checksum'
export { takeMark, unchangedSince } from '../../lib/postgres/catalog-mark'
export { KINDS }

/** Reads a database over a connection of its own, as the services do. */
export async function read(url: string, kinds: readonly Kind[] = KINDS) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await readOver(client, kinds)
  } finally {
    await client.end()
  }
}

function readOver(client: pg.Client, kinds: readonly Kind[] = KINDS) {
  return readSnapshot(client, { name: 'bench', origin: 'url', kinds })
}

/** Reads both and compares them. */
export async function diff(sourceUrl: string, targetUrl: string) {
  const [source, target] = await Promise.all([read(sourceUrl), read(targetUrl)])
  return compareSnapshots(source.snapshot, target.snapshot, KINDS)
}

/** The same over two connections that are kept, as the dashboard reads a schema that has changed again. */
export async function diffOver(source: pg.Client, target: pg.Client) {
  const [one, other] = await Promise.all([reread(source), reread(target)])
  return compareSnapshots(one.snapshot, other.snapshot, KINDS)
}

async function reread(client: pg.Client) {
  await prepare(client)
  return readOver(client)
}

/** Has the server prepare what is asked over this connection from now on. */
export function prepare(client: pg.Client) {
  return prepareReads(client, announcedPidOf(client))
}
