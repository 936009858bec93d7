import { DumpDamage, DumpUnreadable } from './damage.mjs'

/** Format versions, as major * 256 + minor, from which on something is in the file. */
export const SINCE = { compressionByte: 0x10f, tableAccessMethod: 0x10e, relationKind: 0x110 }
const OLDEST = 0x10e
const NEWEST = 0x110
const CUSTOM = 1
const COMPRESSIONS = ['none', 'gzip', 'lz4', 'zstd']

/** The longest text an honest table of contents holds. */
const LONGEST_TEXT = 1 << 30

/**
 * @typedef {{ version: number, intBytes: number, offsetBytes: number, compression: string, database: string | null,
 *   serverVersion: string | null, programVersion: string | null }} ArchiveHeader
 */

/** The numbers and texts of an archive, whose sizes its header tells. */
export class ArchiveFields {
  intBytes = 4
  offsetBytes = 8

  /** @param {import('./byte-source.mjs').ByteSource} source */
  constructor(source) {
    this.source = source
  }

  async byte() {
    return (await this.source.take(1)).readUInt8(0)
  }

  /** A sign, then the bytes of the number, the lowest first. */
  async int() {
    const bytes = await this.source.take(1 + this.intBytes)
    let number = 0
    for (let index = this.intBytes; index > 0; index -= 1) number = number * 256 + bytes.readUInt8(index)
    return bytes[0] === 0 ? number : -number
  }

  /** @returns {Promise<string | null>} */
  async text() {
    const length = await this.int()
    if (length < 0) return null
    if (length > LONGEST_TEXT) throw new DumpDamage('Its table of contents holds a text of more than 1 GB.')
    return (await this.source.take(length)).toString('utf8')
  }

  /** Where an entry's rows lie. @returns {Promise<boolean>} whether it has any. */
  async hasData() {
    const [flag] = await this.source.take(1 + this.offsetBytes)
    return flag !== NO_DATA
  }
}

const NO_DATA = 3

/**
 * Reads the beginning of an archive in pg_dump's custom format.
 * https://github.com/postgres/postgres, src/bin/pg_dump/pg_backup_archiver.c, ReadHead
 * @param {ArchiveFields} fields whose sizes are set.
 * @returns {Promise<ArchiveHeader>}
 */
export async function readHeader(fields) {
  const magic = await fields.source.take(5)
  if (magic.toString('latin1') !== 'PGDMP')
    throw new DumpDamage('It does not begin as an archive of pg_dump.')
  const version = (await fields.byte()) * 256 + (await fields.byte())
  await fields.byte()
  if (version < OLDEST || version > NEWEST) {
    const named = `${version >> 8}.${version & 255}`
    throw new DumpUnreadable(`It is an archive of format ${named}; those that can be read are 1.14 to 1.16.`)
  }
  fields.intBytes = await fields.byte()
  fields.offsetBytes = await fields.byte()
  if (fields.intBytes < 1 || fields.intBytes > 6 || fields.offsetBytes < 1 || fields.offsetBytes > 8)
    throw new DumpDamage('The sizes of its numbers make no sense.')
  if ((await fields.byte()) !== CUSTOM)
    throw new DumpUnreadable('It is an archive of another sort than pg_dump’s custom format.')
  const compression = await readCompression(fields, version)
  for (let part = 0; part < 7; part += 1) await fields.int()
  return {
    version,
    intBytes: fields.intBytes,
    offsetBytes: fields.offsetBytes,
    compression,
    database: await fields.text(),
    serverVersion: await fields.text(),
    programVersion: await fields.text(),
  }
}

/** @param {ArchiveFields} fields @param {number} version */
async function readCompression(fields, version) {
  if (version < SINCE.compressionByte) return (await fields.int()) === 0 ? 'none' : 'gzip'
  const compression = COMPRESSIONS[await fields.byte()]
  if (compression === undefined) throw new DumpUnreadable('It is compressed in a way that is not known here.')
  return compression
}
