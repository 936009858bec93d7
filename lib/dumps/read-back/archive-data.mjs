import { Readable } from 'node:stream'
import zlib from 'node:zlib'
import { DumpDamage, DumpUnreadable } from './damage.mjs'

const ROWS = 1
const LARGE_OBJECTS = 3
/** Pieces are small in an archive that is not compressed; they go on in larger ones. */
const GATHERED_BYTES = 1 << 16

/**
 * One block of an archive: the rows of an entry, or large objects, one after the other. What it holds must be read
 * before the next block is.
 * @typedef {{ id: number, isLargeObjects: boolean, parts: () => AsyncGenerator<{ oid: number | null,
 *   bytes: AsyncIterable<Buffer> }> }} ArchiveBlock
 */

/**
 * Reads the blocks after the table of contents, to the end of the file.
 * https://github.com/postgres/postgres, src/bin/pg_dump/pg_backup_custom.c
 * @param {import('./archive-header.mjs').ArchiveFields} fields
 * @param {string} compression
 * @returns {AsyncGenerator<ArchiveBlock>}
 */
export async function* readBlocks(fields, compression) {
  const expand = expander(compression)
  while (!(await fields.source.isAtEnd())) {
    const sort = await fields.byte()
    if (sort !== ROWS && sort !== LARGE_OBJECTS)
      throw new DumpDamage('One of its blocks is of no known sort.')
    const id = await fields.int()
    const isLargeObjects = sort === LARGE_OBJECTS
    yield {
      id,
      isLargeObjects,
      parts: () => (isLargeObjects ? largeObjects(fields, expand) : rows(fields, expand)),
    }
  }
}

async function* rows(fields, expand) {
  yield { oid: null, bytes: expand(pieces(fields)) }
}

async function* largeObjects(fields, expand) {
  for (let oid = await fields.int(); oid !== 0; oid = await fields.int())
    yield { oid, bytes: expand(pieces(fields)) }
}

/** The pieces up to an empty one, gathered. */
async function* pieces(fields) {
  let gathered = []
  let size = 0
  for (let left = await pieceLength(fields); left > 0; left = await pieceLength(fields)) {
    while (left > 0) {
      if (await fields.source.isAtEnd()) throw new DumpDamage('The file ends too early.')
      const bytes = Buffer.from(fields.source.takeAvailable(Math.min(left, GATHERED_BYTES)))
      gathered.push(bytes)
      size += bytes.length
      left -= bytes.length
      if (size < GATHERED_BYTES) continue
      yield Buffer.concat(gathered)
      gathered = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(gathered)
}

async function pieceLength(fields) {
  const length = await fields.int()
  if (length < 0) throw new DumpDamage('One of its blocks has a length that makes no sense.')
  return length
}

/** @param {string} compression */
function expander(compression) {
  if (compression === 'none') return (bytes) => bytes
  if (compression === 'gzip') return (bytes) => expanded(bytes, zlib.createInflate())
  const { createZstdDecompress } = zlib
  if (compression === 'zstd' && createZstdDecompress)
    return (bytes) => expanded(bytes, createZstdDecompress())
  const advice = 'Make it again with gzip, or without compression.'
  throw new DumpUnreadable(`It is compressed with ${compression}, which cannot be read here. ${advice}`)
}

async function* expanded(bytes, stream) {
  const source = Readable.from(bytes)
  source.on('error', (error) => stream.destroy(error))
  try {
    yield* source.pipe(stream)
  } catch (error) {
    if (error instanceof DumpDamage) throw error
    throw new DumpDamage(`One of its blocks cannot be expanded: ${error.message}.`)
  }
}
