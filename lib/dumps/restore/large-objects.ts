import { createHash, type Hash } from 'node:crypto'
import type { Shadow } from '../../shadow/make-shadow'

const CREATE = /^select\s+pg_catalog\.lo_create\('(\d+)'\)$/i
const OPEN = /^select\s+pg_catalog\.lo_open\('(\d+)',/i
const WRITE = /^select\s+pg_catalog\.lowrite\(0,\s*'\\x([0-9a-f]*)'\)$/i

/** Follows the statements of a dump that make large objects and write them. */
export class LargeObjects {
  private readonly hashes = new Map<string, Hash>()
  private open: Hash | null = null

  take(statement: string): void {
    const bytes = WRITE.exec(statement)?.[1]
    if (bytes !== undefined) this.open?.update(Buffer.from(bytes, 'hex'))
    const oid = (CREATE.exec(statement) ?? OPEN.exec(statement))?.[1]
    if (oid !== undefined) this.open = this.hashOf(oid)
  }

  private hashOf(oid: string): Hash {
    const hash = this.hashes.get(oid) ?? createHash('sha256')
    this.hashes.set(oid, hash)
    return hash
  }

  /** SHA-256 of each, hex, by its number. Nothing can be taken after. */
  tell(): ReadonlyMap<string, string> {
    return new Map([...this.hashes].map(([oid, hash]) => [oid, hash.digest('hex')]))
  }
}

const PART_BYTES = 1 << 20

/** Reads large objects again. Gives those that are other than they were in the dump, as lines for people. */
export async function proveLargeObjects(
  client: Pick<Shadow['client'], 'query'>,
  told: ReadonlyMap<string, string>,
): Promise<string[]> {
  const differences: string[] = []
  for (const [oid, sha256] of told) {
    const hash = createHash('sha256')
    for (let at = 0; ; at += PART_BYTES) {
      const { rows } = await client.query(
        'select pg_catalog.lo_get($1::oid, $2::bigint, $3::integer) as part',
        [oid, at, PART_BYTES],
      )
      hash.update(rows[0].part)
      if (rows[0].part.length < PART_BYTES) break
    }
    if (hash.digest('hex') !== sha256) differences.push(`Large object ${oid} is another after the restore`)
  }
  return differences
}
