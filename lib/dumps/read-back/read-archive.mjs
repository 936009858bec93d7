import { copyTarget } from './copy-target.mjs'
import { DumpDamage } from './damage.mjs'
import { openArchive } from './open-archive.mjs'
import { ScriptLexer } from './script-lexer.mjs'
import { rowsOf, TableDigest } from './table-digest.mjs'

/** Entries that set a session up and name no object. */
const NO_OBJECTS = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH'])

/**
 * Reads an archive to its end, and tells what it holds.
 * @param {AsyncIterable<Buffer>} pieces
 */
export async function readArchive(pieces) {
  const archive = await openArchive(pieces)
  const byId = new Map(archive.entries.map((entry) => [entry.id, entry]))
  const missing = new Set(archive.entries.filter(({ hasData }) => hasData).map(({ id }) => id))
  const tables = []
  for await (const block of archive.blocks()) {
    const entry = byId.get(block.id)
    if (!entry) throw new DumpDamage('A block belongs to nothing in its table of contents.')
    missing.delete(block.id)
    const table = await readBlock(block, entry)
    if (table) tables.push(table)
  }
  return {
    isWhole: missing.size === 0,
    objects: archive.entries
      .filter(({ type }) => !NO_OBJECTS.has(type))
      .map(({ type, schema, name }) => ({ type, schema, name })),
    tables,
    commands: archive.entries.flatMap(commandsOf),
  }
}

/** What psql would take for a command of its own, were the archive made a script. */
function commandsOf({ definition, copy }) {
  const lexer = new ScriptLexer()
  return [...definition.split('\n'), ...copy.split('\n')].flatMap((line) => {
    const { commandAt } = lexer.take(line)
    return commandAt === -1 ? [] : [line.slice(commandAt)]
  })
}

async function readBlock(block, entry) {
  const target = copyTarget(Buffer.from(entry.copy).toString('latin1'))
  const digest = new TableDigest()
  for await (const { bytes } of block.parts()) {
    for await (const piece of target ? rowsOf(bytes) : bytes) digest.add(piece)
  }
  if (target === null) return null
  return {
    schema: entry.schema ?? target.schema,
    name: entry.name,
    columns: target.columns,
    ...digest.tell(),
  }
}
