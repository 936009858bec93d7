import { readContents } from './archive-contents.mjs'
import { readBlocks } from './archive-data.mjs'
import { ArchiveFields, readHeader } from './archive-header.mjs'
import { ByteSource } from './byte-source.mjs'

/**
 * Begins to read an archive of pg_dump's custom format.
 * @param {AsyncIterable<Buffer>} pieces of the file
 */
export async function openArchive(pieces) {
  const source = new ByteSource(pieces)
  const fields = new ArchiveFields(source)
  const header = await readHeader(fields)
  const entries = await readContents(fields, header.version)
  return {
    header,
    entries,
    blocks: () => readBlocks(fields, header.compression),
    close: () => source.close(),
  }
}
