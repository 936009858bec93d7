import { KINDS, KINDS_BY_NAME } from '../../kinds/all'
import type { Kind } from '../../objects/kind'
import { lineColumns } from '../../objects/kind'
import { type Lines, lineCount, lineText, splitLines } from '../../objects/lines'
import { parseCopyLine, type Row, text } from '../../objects/row'
import type { KindLines, Snapshot } from '../../objects/snapshot'
import { isPlatformSchema } from '../../supabase/platform-names'

/** Kinds of a server or of a database itself, which no dump of its contents holds. */
const OF_SERVER = KINDS.filter(({ scope }) => scope !== undefined).map(({ name }) => name)

/** All that its own command line takes out of a dump of a Supabase database, beside the platform's schemas. */
const NOT_OF_SUPABASE = ['event-trigger']

/** The part of a snapshot that a dump of the schema holds. */
export function heldPart(snapshot: Snapshot, isSupabase: boolean): Snapshot {
  const leavesOut = [...OF_SERVER, ...(isSupabase ? NOT_OF_SUPABASE : [])]
  const kinds = new Map<string, KindLines>()
  for (const [name, held] of snapshot.kinds) {
    const kind = KINDS_BY_NAME.get(name)
    if (!kind || leavesOut.includes(name)) continue
    kinds.set(name, isSupabase ? onlyTeams(kind, held) : held)
  }
  const isHeld = ({ kind }: { readonly kind?: string }) => kind === undefined || !leavesOut.includes(kind)
  return {
    ...snapshot,
    kinds,
    blindSpots: snapshot.blindSpots.filter(isHeld),
    diagnostics: snapshot.diagnostics.filter(isHeld),
    leavesOut: [...new Set([...(snapshot.leavesOut ?? []), ...leavesOut])],
  }
}

function onlyTeams(kind: Kind, { lines, busy, needs }: KindLines): KindLines {
  const columns = lineColumns(kind)
  const numbers = Array.from({ length: lineCount(lines) }, (_, number) => number).filter(
    (number) => !isPlatforms(kind, parseCopyLine(lineText(lines, number), columns)),
  )
  return {
    lines: selectLines(lines, numbers),
    busy: new Set([...busy].map((number) => numbers.indexOf(number)).filter((number) => number >= 0)),
    needs: needs && { of: (line) => needs.of(numbers[line] as number) },
  }
}

function selectLines({ bytes, starts }: Lines, numbers: readonly number[]): Lines {
  const parts = numbers.map((number) => bytes.subarray(starts[number], starts[number + 1]))
  return splitLines(new Uint8Array(Buffer.concat(parts)))
}

/** Whether the command line leaves an object out: see lib/dumps/schema. */
function isPlatforms(kind: Kind, row: Row): boolean {
  if (kind.name === 'publication') return isRealtime(text(row, 'name'))
  if (kind.name === 'publication-member') return text(row, 'publication').startsWith('supabase_realtime_')
  if (kind.name === 'default-privilege' && row.creator === 'supabase_admin') return true
  const schema = schemaOf(kind, row)
  if (schema !== null) return isPlatformSchema(schema)
  const onKind = row.onKind ?? ''
  if (onKind === 'extension' || NOT_OF_SUPABASE.includes(onKind)) return true
  return onKind === 'publication' && isRealtime(text(row, 'first'))
}

function isRealtime(publication: string): boolean {
  return publication.startsWith('supabase_realtime')
}

/** The schema that an object lies in, or what it is attached to does; null for what lies in none. */
function schemaOf({ name, address }: Kind, row: Row): string | null {
  if (name === 'schema') return text(row, 'name')
  if (address[0] === 'schema') return text(row, 'schema')
  if (name === 'default-privilege') return row.schema ?? null
  const on = address[0] === 'onKind' ? KINDS_BY_NAME.get(row.onKind ?? '') : undefined
  return on && (on.name === 'schema' || on.address[0] === 'schema') ? (row.first ?? null) : null
}
