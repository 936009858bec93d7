import type { MaskRule } from '../config/mask-rule'
import type { AppErrorShape } from '../objects/app-error'

export type { MaskRule }

/** What one dump can hold. `all` is all four, of one moment. */
export const DUMP_PARTS = ['roles', 'types', 'schema', 'data'] as const
export type DumpPart = (typeof DUMP_PARTS)[number]
export type DumpWhat = DumpPart | 'all'

/** `sql` is a script of COPY blocks, `custom` pg_dump's own archive, `csv` and `jsonl` one file for each table. */
export const DATA_FORMATS = ['sql', 'custom', 'csv', 'jsonl'] as const
export type DataFormat = (typeof DATA_FORMATS)[number]

/**
 * `verified` only where every check passed; `notVerified` where the files are whole but something could not be checked.
 * `interrupted` where the process ended before the dump did. Only the first two have files.
 */
export type DumpState =
  | 'queued'
  | 'running'
  | 'verified'
  | 'notVerified'
  | 'failed'
  | 'cancelled'
  | 'interrupted'

/** How the server is reached; a transaction pooler never is, for a dump. */
export type DumpRoute = 'direct' | 'sessionPooler'

/** Which tables' rows are dumped; names may hold `*` for any letters. */
export interface DumpSelection {
  /** Null for all but those that are the platform's or the server's. */
  readonly schemas: readonly string[] | null
  /** As `schema.table`; null for all of the schemas. */
  readonly tables: readonly string[] | null
  readonly excludeSchemas: readonly string[]
  /** As `schema.table`. */
  readonly excludeTables: readonly string[]
}

export interface DumpOptions {
  readonly format: DataFormat
  /** Files of rows are compressed with gzip; `custom` always is. */
  readonly isCompressed: boolean
  readonly selection: DumpSelection
  readonly masks: readonly MaskRule[]
  /** Tables that the role may not read are left out and named; else the dump fails and names them. */
  readonly skipsUnreadable: boolean
  /** Once it is made it is restored into a throwaway database, to prove that it can be. */
  readonly testsRestore: boolean
}

export interface DumpFile {
  readonly part: DumpPart
  /** Relative to the project, with `/` between parts; absolute where it lies elsewhere. */
  readonly path: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** A table whose rows are in the dump. */
export interface DumpedTable {
  readonly schema: string
  readonly name: string
  /** What the server counted at the moment of the dump. */
  readonly rowsOnServer: number
  /** What was counted in the file that was read back. */
  readonly rows: number
  /** Of the rows as COPY writes them as text, in the order of the file, hex; null for other formats. */
  readonly sha256: string | null
  /** Columns that hold masked values. */
  readonly masked: readonly string[]
}

/** One thing that was checked about a dump; `notDone` says why in its message. */
export interface DumpCheck {
  readonly name: 'ended' | 'whole' | 'checksum' | 'objects' | 'rows' | 'commands' | 'types'
  readonly state: 'passed' | 'failed' | 'notDone'
  readonly message: string
}

export interface DumpProgram {
  readonly name: 'pg_dump' | 'lockstep'
  /** Such as `18.3`. */
  readonly version: string
  readonly build: 'native' | 'bundled'
  /** Of a native one. */
  readonly path: string | null
}

/** What a restore into a database of our own proved. */
export interface RestoreTest {
  readonly state: 'passed' | 'failed' | 'partly'
  /** ISO 8601. */
  readonly testedAt: string
  readonly tookMs: number
  /** Of the server that it was restored on. */
  readonly serverVersion: string
  /** Objects that were compared, and those that differ, as lines for people. */
  readonly objects: number
  readonly differences: readonly string[]
  readonly tables: number
  readonly rows: number
  /** Tables whose number of rows or whose contents differ, as lines for people. */
  readonly rowDifferences: readonly string[]
  /** What was not tested, each with its reason. */
  readonly notTested: readonly string[]
  readonly error: AppErrorShape | null
}

/** A dump from the moment somebody asked for it: what was asked for, what came of it, and how that is known. */
export interface DumpRecord {
  readonly formatVersion: 1
  /** Letters, digits and dashes; also the name of the folder that keeps its record. */
  readonly id: string
  readonly environment: string
  readonly what: DumpWhat
  readonly askedBy: 'dashboard' | 'schedule' | 'commandLine' | 'restore'
  readonly options: DumpOptions
  readonly state: DumpState
  /** ISO 8601, by this machine's clock. */
  readonly askedAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** The moment it shows, ISO 8601 by the server's clock: ages are told by it. Null before that is known. */
  readonly takenAt: string | null
  /** Where the server is, without user and password, its version, and which database it was: see readDatabaseIdentity. */
  readonly server: {
    readonly address: string
    readonly version: string
    readonly identity?: string | null
  } | null
  readonly route: DumpRoute | null
  readonly program: DumpProgram | null
  /** The generator of the types, such as `@supabase/postgrest-typegen 0.2.2`. */
  readonly typesBy: string | null
  readonly files: readonly DumpFile[]
  readonly tables: readonly DumpedTable[]
  /** What somebody could expect to be in it and is not, as lines for people. */
  readonly leavesOut: readonly string[]
  readonly checks: readonly DumpCheck[]
  /** Of the snapshot that is kept beside the record; null where none was taken. */
  readonly fingerprint: string | null
  readonly restoreTest: RestoreTest | null
  readonly isPinned: boolean
  /** Why it failed. */
  readonly error: AppErrorShape | null
}

/** How far a dump that runs is. */
export interface DumpProgress {
  readonly phase: 'connect' | DumpPart | 'verify' | 'restoreTest'
  /** Bytes written in this phase. */
  readonly bytes: number
  readonly bytesPerSecond: number | null
  /** What the phase will come to, where that can be estimated. */
  readonly expectedBytes: number | null
  /** From and to, in seconds; null while it cannot be told. */
  readonly secondsLeft: readonly [number, number] | null
  /** What is being done, such as `public.events`. */
  readonly at: string | null
}

/** Whether a dump came to its end, with what was asked for. */
export function isFinished({ state }: Pick<DumpRecord, 'state'>): boolean {
  return state === 'verified' || state === 'notVerified'
}

/** That a dump of everything has no types, because their generator fails on this database. */
export function isTypesFailure({ name, state }: DumpCheck): boolean {
  return name === 'types' && state === 'notDone'
}

/**
 * Whether everything a restore reads has passed its checks: the dump is verified, or lacks nothing but types, which are for
 * code and which no restore reads.
 */
export function isFitToRestore({ state, checks }: Pick<DumpRecord, 'state' | 'checks'>): boolean {
  if (state === 'verified') return true
  const open = checks.filter((each) => each.state !== 'passed')
  return state === 'notVerified' && open.length === 1 && open.every(isTypesFailure)
}

/** Whether a restore of it is to be expected to work: it is fit, and where that was tried, it did. */
export function canBeRestored(record: Pick<DumpRecord, 'state' | 'checks' | 'restoreTest'>): boolean {
  return isFitToRestore(record) && record.restoreTest?.state !== 'failed'
}
