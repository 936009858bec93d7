import { NOT_IN_DATA, NOT_IN_SCHEMA, TABLES_NOT_IN_DATA } from './supabase-schemas'

interface Moment {
  readonly isSupabase: boolean
  /** Of an exported snapshot that is still held, so that other readers see the same; null for a moment of its own. */
  readonly snapshotId: string | null
}

/**
 * pg_dump fences its scripts off with a random word, which makes two dumps of one database differ. That nothing stands
 * in them that psql would run is checked when they are read back.
 */
const RESTRICT = '--restrict-key=lockstep'

/** What pg_dump is told for a script of everything but rows, as Supabase's command line does for its databases. */
export function schemaArguments({ isSupabase, snapshotId }: Moment): string[] {
  return [
    '--schema-only',
    RESTRICT,
    ...(isSupabase ? ['--quote-all-identifier', `--exclude-schema=${NOT_IN_SCHEMA.join('|')}`] : []),
    ...ofMoment(snapshotId),
  ]
}

interface DataOptions extends Moment {
  readonly format: 'sql' | 'custom'
  /** Null for all that are not the platform's. */
  readonly tables: readonly { readonly schema: string; readonly name: string }[] | null
}

/** What pg_dump is told for rows alone: as COPY blocks in a script, or as an archive of its own. */
export function dataArguments({ isSupabase, snapshotId, format, tables }: DataOptions): string[] {
  return [
    '--data-only',
    format === 'custom' ? '--format=custom' : RESTRICT,
    ...(isSupabase ? ['--quote-all-identifier'] : []),
    ...(tables ? tables.map(asPattern) : isSupabase ? platformLeftOut() : []),
    ...ofMoment(snapshotId),
  ]
}

function platformLeftOut(): string[] {
  return [
    `--exclude-schema=${NOT_IN_DATA.join('|')}`,
    ...TABLES_NOT_IN_DATA.map((table) => `--exclude-table=${table}`),
    '--schema=*',
  ]
}

function ofMoment(snapshotId: string | null): string[] {
  return snapshotId === null ? [] : [`--snapshot=${snapshotId}`]
}

/** Inside quotes no character of a pattern has a meaning of its own. */
function asPattern({ schema, name }: { schema: string; name: string }): string {
  return `--table=${quote(schema)}.${quote(name)}`
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
