import { type DumpPart, isFitToRestore, type RestoreTest } from '../dumps/dump-record'
import type { DumpAnswer, DumpsAnswer } from './list-dumps'

type Told =
  | 'id'
  | 'environment'
  | 'what'
  | 'state'
  | 'askedAt'
  | 'startedAt'
  | 'endedAt'
  | 'takenAt'
  | 'isPinned'
  | 'error'
  | 'progress'
  | 'queuedBehind'

/** What a list shows of a dump: how many tables and bytes, not which. */
export interface DumpInBrief extends Pick<DumpAnswer, Told> {
  readonly tables: number
  readonly bytes: number
  readonly isMasked: boolean
  /** Whether everything a restore reads has passed its checks. */
  readonly isFit: boolean
  /** Parts of which no file is any more what was verified. */
  readonly lost: readonly DumpPart[]
  readonly restoreTest: Pick<RestoreTest, 'state' | 'error'> | null
}

/** All dumps of a project as a list shows them, however many tables they have. */
export interface DumpsInBrief extends Omit<DumpsAnswer, 'dumps'> {
  readonly dumps: readonly DumpInBrief[]
}

/** The same answer with of each dump only what a list shows. */
export function dumpsInBrief({ dumps, ...rest }: DumpsAnswer): DumpsInBrief {
  return { ...rest, dumps: dumps.map(inBrief) }
}

function inBrief(dump: DumpAnswer): DumpInBrief {
  const { id, environment, what, state, askedAt, startedAt, endedAt, takenAt, restoreTest } = dump
  return {
    id,
    environment,
    what,
    state,
    askedAt,
    startedAt,
    endedAt,
    takenAt,
    isPinned: dump.isPinned,
    error: dump.error,
    progress: dump.progress,
    queuedBehind: dump.queuedBehind,
    tables: dump.tables.length,
    bytes: dump.files.reduce((sum, { bytes }) => sum + bytes, 0),
    isMasked: dump.tables.some(({ masked }) => masked.length > 0),
    isFit: isFitToRestore(dump),
    lost: lostParts(dump),
    restoreTest: restoreTest && { state: restoreTest.state, error: restoreTest.error },
  }
}

/**
 * Parts of a dump of which no file is any more what was verified. Types and schema of a dump of all lie in its folder and at
 * their customary places, where the next dump replaces them: one of the two suffices. Of the files of rows each one counts.
 */
export function lostParts({ files }: Pick<DumpAnswer, 'files'>): DumpPart[] {
  const parts = new Set(files.map(({ part }) => part))
  return [...parts].filter((part) => {
    const isThere = files.filter((file) => file.part === part).map(({ state }) => state === 'there')
    return part === 'data' ? isThere.includes(false) : !isThere.includes(true)
  })
}
