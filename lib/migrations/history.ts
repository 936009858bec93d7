/** How far a recorded migration got. */
export type EntryState = 'applied' | 'failed' | 'partial' | 'running' | 'rolledBack' | 'baseline' | 'skipped'

/** A hash by which a tool tells whether a file is still what ran. */
export interface Checksum {
  /** As the tool names it, such as `sha256`. */
  readonly algorithm: string
  /** As the tool writes it. */
  readonly value: string
  /** It takes in every file before this one, so that of those that differ only the first one is known to be edited. */
  readonly isChained?: true
}

/** What a tool's table says of one migration. What the tool does not record is null. */
export interface HistoryEntry {
  /** What the tool tells its migrations apart by: a version, a name, a hash. */
  readonly key: string
  /** What the tool orders by, as it writes it. */
  readonly version: string | null
  /** For people, without version and file extension. */
  readonly name: string | null
  readonly state: EntryState
  /** ISO 8601 in UTC. */
  readonly appliedAt: string | null
  readonly appliedBy: string | null
  readonly durationMs: number | null
  readonly checksum: Checksum | null
  /** Content hash of the statements that ran, as `contentOf` makes it. */
  readonly content: string | null
  /** What the tool wrote down when it failed. */
  readonly error: string | null
  /** The environment that the row names, where the tool writes one. */
  readonly environment: string | null
}

/** What a tool may write down of its migrations; that it does not is no fault of an environment. */
export const RECORDED_PARTS = [
  'appliedAt',
  'appliedBy',
  'checksum',
  'failures',
  'names',
  'statements',
] as const
export type RecordedPart = (typeof RECORDED_PARTS)[number]

/** One tool's record of migrations in one database. */
export interface History {
  /** Id of the tool, as in `histories/all.ts`. */
  readonly tool: string
  readonly schema: string
  readonly table: string
  /** In the order of the record. */
  readonly entries: readonly HistoryEntry[]
  /** `current`: the record holds no more than the place that was reached; what stands before it counts as applied. */
  readonly coverage: 'each' | 'current'
  /** A lock that keeps the tool from running, in words; null when there is none. */
  readonly lock: string | null
}

/** A record that is there and could not be read. */
export interface UnreadableHistory {
  readonly tool: string
  readonly schema: string
  readonly table: string
  /** Why, in a sentence. */
  readonly reason: string
}

/** How far a service of the platform has brought the schema that it owns; never the team's own history. */
export interface PlatformVersion {
  readonly service: string
  readonly schema: string
  readonly version: string
}

/** All records of migrations in one database. */
export interface Histories {
  readonly histories: readonly History[]
  readonly unreadable: readonly UnreadableHistory[]
  readonly platform: readonly PlatformVersion[]
}
