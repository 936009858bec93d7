import { splitStatements } from '../../sql/split-statements'
import type { ArchiveEntry } from './archive-contents.mjs'
import type { ArchiveBlock } from './archive-data.mjs'
import { entryStatements, type SessionState } from './archive-entry'
import { copyTarget } from './copy-target.mjs'
import { DumpDamage } from './damage.mjs'
import type { DumpStatement } from './dump-statement'
import { openArchive } from './open-archive.mjs'
import { scriptStatements } from './script-statements'
import { rowsOf } from './table-digest.mjs'

/** What pg_restore sets before anything else. */
const SETTINGS = `statement_timeout = 0; lock_timeout = 0; idle_in_transaction_session_timeout = 0;
  check_function_bodies = false; xmloption = content; client_min_messages = warning; row_security = off`

/** Of the database itself, which is there already. */
const OF_DATABASE = new Set(['DATABASE', 'DATABASE PROPERTIES'])
const RIGHTS = new Set(['ACL', 'ACL LANGUAGE', 'DEFAULT ACL'])
const AFTER_RIGHTS = new Set(['EVENT TRIGGER', 'MATERIALIZED VIEW DATA'])

/**
 * The statements of an archive, in pg_restore's order: everything with its rows, then rights, then what needs rights.
 * https://github.com/postgres/postgres, src/bin/pg_dump/pg_backup_archiver.c, RestoreArchive
 */
export async function* archiveStatements(
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<DumpStatement, void, undefined> {
  const archive = await openArchive(pieces)
  try {
    const blocks = archive.blocks()
    const state: SessionState = { tablespace: null, accessMethod: null }
    for (const setting of SETTINGS.split(';')) yield { text: `SET ${setting.trim()}`, line: 1 }
    const entries = archive.entries.map((entry, index) => ({ entry, line: index + 1 }))
    for (const pass of [0, 1, 2]) {
      for (const { entry, line } of entries.filter(({ entry }) => passOf(entry) === pass)) {
        for (const text of entryStatements(entry, archive.entries, state)) yield { text, line }
        if (entry.hasData) yield* blockStatements(await blockOf(entry, blocks), entry, line)
      }
    }
  } finally {
    await archive.close()
  }
}

/** In which of its three passes pg_restore comes to an entry; -1 for never. */
function passOf({ type, name }: ArchiveEntry): number {
  if (OF_DATABASE.has(type) || (type === 'ACL' && name.startsWith('DATABASE '))) return -1
  if (RIGHTS.has(type)) return 1
  const isOfEventTrigger = type === 'COMMENT' && name.startsWith('EVENT TRIGGER ')
  return AFTER_RIGHTS.has(type) || isOfEventTrigger ? 2 : 0
}

async function blockOf(entry: ArchiveEntry, blocks: AsyncGenerator<ArchiveBlock>): Promise<ArchiveBlock> {
  const next = await blocks.next()
  if (next.done || next.value.id !== entry.id)
    throw new DumpDamage(`The rows of ${entry.name} are missing, or not in their place.`)
  return next.value
}

async function* blockStatements(
  block: ArchiveBlock,
  entry: ArchiveEntry,
  line: number,
): AsyncGenerator<DumpStatement, void, undefined> {
  for await (const { oid, bytes } of block.parts()) {
    if (oid !== null) yield* largeObjectStatements(oid, bytes, line)
    else if (copyTarget(Buffer.from(entry.copy).toString('latin1')) === null)
      for await (const { text } of scriptStatements(bytes)) yield { text, line }
    else {
      const rows = rowsOf(bytes)
      const [statement] = splitStatements(entry.copy).statements
      yield { text: statement?.text ?? '', line, copy: rows }
      for await (const _ of rows);
    }
  }
}

/** The mode in which a large object is opened to write, in libpq-fs.h. */
const FOR_WRITING = 0x20000

/** One session has one such object open at a time, whose descriptor is 0. */
async function* largeObjectStatements(
  oid: number,
  bytes: AsyncIterable<Buffer>,
  line: number,
): AsyncGenerator<DumpStatement, void, undefined> {
  yield { text: 'BEGIN', line }
  yield { text: `SELECT pg_catalog.lo_open('${oid}', ${FOR_WRITING})`, line }
  for await (const piece of bytes)
    yield { text: `SELECT pg_catalog.lowrite(0, '\\x${piece.toString('hex')}')`, line }
  yield { text: 'SELECT pg_catalog.lo_close(0)', line }
  yield { text: 'COMMIT', line }
}
