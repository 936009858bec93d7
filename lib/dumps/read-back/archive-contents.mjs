import { SINCE } from './archive-header.mjs'
import { DumpDamage } from './damage.mjs'

/** More entries than any database has objects. */
const MOST_ENTRIES = 50_000_000

/**
 * One entry of an archive's table of contents.
 * @typedef {{ id: number, type: string, name: string, schema: string | null, owner: string | null,
 *   tablespace: string | null, accessMethod: string | null, relationKind: string | null, definition: string,
 *   drop: string, copy: string, needs: number[], hasData: boolean }} ArchiveEntry
 */

/**
 * Reads the table of contents, in the order in which it is to be restored.
 * https://github.com/postgres/postgres, src/bin/pg_dump/pg_backup_archiver.c, ReadToc
 * @param {import('./archive-header.mjs').ArchiveFields} fields
 * @param {number} version of the format
 * @returns {Promise<ArchiveEntry[]>}
 */
export async function readContents(fields, version) {
  const count = await fields.int()
  if (count < 0 || count > MOST_ENTRIES)
    throw new DumpDamage('The length of its table of contents makes no sense.')
  const entries = []
  for (let index = 0; index < count; index += 1) entries.push(await readEntry(fields, version))
  return entries
}

/**
 * @param {import('./archive-header.mjs').ArchiveFields} fields
 * @param {number} version
 * @returns {Promise<ArchiveEntry>}
 */
async function readEntry(fields, version) {
  const id = await fields.int()
  // Whether rows follow, and the OIDs of the object, which mean nothing elsewhere.
  const hasDumper = (await fields.int()) !== 0
  await fields.text()
  await fields.text()
  const name = (await fields.text()) ?? ''
  const type = (await fields.text()) ?? ''
  // Its section.
  await fields.int()
  const definition = (await fields.text()) ?? ''
  const drop = (await fields.text()) ?? ''
  const copy = (await fields.text()) ?? ''
  const schema = await fields.text()
  const tablespace = await fields.text()
  const accessMethod = await fields.text()
  const kind = version >= SINCE.relationKind ? await fields.int() : 0
  const owner = await fields.text()
  // Whether the table has OIDs, which no supported version knows.
  await fields.text()
  const needs = []
  for (let needed = await fields.text(); needed !== null; needed = await fields.text())
    needs.push(Number(needed))
  const hasData = (await fields.hasData()) && hasDumper
  const relationKind = kind === 0 ? null : String.fromCharCode(kind)
  return {
    id,
    type,
    name,
    schema: schema || null,
    owner,
    tablespace,
    accessMethod,
    relationKind,
    definition,
    drop,
    copy,
    needs,
    hasData,
  }
}
