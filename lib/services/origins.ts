import type { DumpRecord } from '../dumps/dump-record'
import { AppError, type AppErrorShape } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import type { BlindSpot, Diagnostic } from '../objects/diagnostic'
import { objectCount, type Snapshot } from '../objects/snapshot'
import { comparableDump, comparableDumps, DUMP_PREFIX, nameOfDump, readDumpSnapshot } from './dump-origin'
import { errorShape } from './error-shape'
import type { Monitor } from './monitor'
import { replayMigrations } from './replay-migrations'
import { replayError } from './run-replays'
import { listSavedSnapshots, readSavedSnapshot, type SavedSnapshot } from './saved-snapshots'
import type { Workspace } from './workspace'

/** What can be one side of a comparison on a page. */
export type OriginSort = 'environment' | 'snapshot' | 'migrations' | 'dump'

/** One origin as the pages show it; nothing in it is secret. */
export interface OriginAnswer {
  /**
   * What addresses it in URLs: an environment's name, `snapshot:` and a file's name, `dump:` and a dump's id, or as a
   * replay is called.
   */
  readonly id: string
  readonly name: string
  readonly sort: OriginSort
  readonly isReference: boolean
  /** `never`: not read yet; `failed`: the last try did not succeed. */
  readonly state: 'never' | 'read' | 'failed'
  readonly isChecking: boolean
  /** When what is known was last proven, or saved, ISO 8601; null when nothing is known. */
  readonly checkedAt: string | null
  readonly serverVersion: string | null
  readonly objects: number | null
  readonly error: AppErrorShape | null
  readonly failingSince: string | null
  readonly blindSpots: readonly BlindSpot[]
  readonly diagnostics: readonly Diagnostic[]
}

/** An origin with its snapshot: the one of now, and where that failed the last one that is known. */
export interface Origin {
  readonly answer: OriginAnswer
  readonly snapshot: Snapshot | null
  readonly lastKnown: Snapshot | null
}

const SNAPSHOT_PREFIX = 'snapshot:'
const MIGRATIONS = 'migrations'

/** Everything that can be compared, without reading any of it: environments, replays, dumps, then saved snapshots. */
export async function listOrigins(workspace: Workspace): Promise<OriginAnswer[]> {
  const monitors = await workspace.allMonitors()
  const saved = listSavedSnapshots(workspace.place.directory)
  return [
    ...monitors.map((monitor) => environmentOrigin(monitor).answer),
    ...(await replayNames(workspace)).map(unreadReplay),
    ...comparableDumps(workspace.place.directory).map(unreadDump),
    ...saved.map(unreadSnapshot),
  ]
}

/** The origin of this id; a snapshot file is read, migrations are replayed. Throws E-ORIGIN when there is none. */
export async function findOrigin(workspace: Workspace, id: string): Promise<Origin> {
  const monitors = await workspace.allMonitors()
  const monitor = monitors.find(({ environment }) => environment.name === id)
  if (monitor) return environmentOrigin(monitor)
  if (id.startsWith(DUMP_PREFIX)) return dumpOrigin(workspace, id.slice(DUMP_PREFIX.length))
  const replays = await replayNames(workspace)
  if (replays.includes(id)) return replayOrigin(workspace, id)
  const saved = listSavedSnapshots(workspace.place.directory)
  const file = saved.find((each) => idOf(each) === id)
  if (file) return snapshotOrigin(file)
  const names = monitors.map(({ environment }) => environment.name)
  throw unknownOrigin(id, [...names, ...replays, ...saved.map(idOf)])
}

function environmentOrigin({ environment, reading }: Monitor): Origin {
  const { snapshot, error, isChecking, checkedAt, failingSince } = reading
  const answer: OriginAnswer = {
    id: environment.name,
    name: environment.name,
    sort: 'environment',
    isReference: environment.isReference,
    state: error ? 'failed' : snapshot ? 'read' : 'never',
    isChecking,
    checkedAt,
    error,
    failingSince,
    ...factsOf(snapshot),
  }
  return { answer, snapshot: error ? null : snapshot, lastKnown: snapshot }
}

/** What can be replayed: all files, and what each environment has recorded. */
async function replayNames(workspace: Workspace): Promise<string[]> {
  const { folders, environments } = await workspace.migrations()
  if (folders.length === 0) return []
  const recorded = environments.filter(({ records }) => (records?.histories.length ?? 0) > 0)
  return [MIGRATIONS, ...recorded.map(({ name }) => `${MIGRATIONS}@${name}`)]
}

function replayOrigin(workspace: Workspace, id: string): Promise<Origin> {
  return originOf(unreadReplay(id), async () => {
    const environment = id === MIGRATIONS ? undefined : id.slice(MIGRATIONS.length + 1)
    const { answer, snapshot } = await replayMigrations(workspace, environment)
    if (!snapshot) throw replayError(answer)
    return { snapshot, checkedAt: answer.replayedAt }
  })
}

function dumpOrigin({ place }: Workspace, id: string): Promise<Origin> {
  return originOf(unreadDump(comparableDump(place.directory, id)), async () => {
    const snapshot = await readDumpSnapshot(place.directory, id)
    return { snapshot, checkedAt: snapshot.readAt }
  })
}

function snapshotOrigin(file: SavedSnapshot): Promise<Origin> {
  return originOf(unreadSnapshot(file), async () => {
    const snapshot = await readSavedSnapshot(file)
    return { snapshot, checkedAt: snapshot.readAt }
  })
}

/** An origin that is read when it is asked for. */
async function originOf(
  unread: OriginAnswer,
  read: () => Promise<{ readonly snapshot: Snapshot; readonly checkedAt: string }>,
): Promise<Origin> {
  try {
    const { snapshot, checkedAt } = await read()
    const answer: OriginAnswer = { ...unread, state: 'read', checkedAt, ...factsOf(snapshot) }
    return { answer, snapshot, lastKnown: snapshot }
  } catch (error) {
    return {
      answer: { ...unread, state: 'failed', error: errorShape(error) },
      snapshot: null,
      lastKnown: null,
    }
  }
}

function unreadReplay(id: string): OriginAnswer {
  return { ...NOT_READ, id, name: id, sort: 'migrations' }
}

function unreadSnapshot(file: SavedSnapshot): OriginAnswer {
  return { ...NOT_READ, id: idOf(file), name: file.name, sort: 'snapshot', checkedAt: file.savedAt }
}

function unreadDump(record: DumpRecord): OriginAnswer {
  const { id, takenAt, askedAt } = record
  const checkedAt = takenAt ?? askedAt
  return { ...NOT_READ, id: DUMP_PREFIX + id, name: nameOfDump(record), sort: 'dump', checkedAt }
}

function idOf({ name }: SavedSnapshot): string {
  return SNAPSHOT_PREFIX + name
}

function factsOf(snapshot: Snapshot | null) {
  return {
    serverVersion: snapshot?.server.version ?? null,
    objects: snapshot ? objectCount(snapshot) : null,
    blindSpots: snapshot?.blindSpots ?? [],
    diagnostics: snapshot?.diagnostics ?? [],
  }
}

/** What is not known of an origin before it is read. */
const NOT_READ = {
  isReference: false,
  state: 'never',
  isChecking: false,
  checkedAt: null,
  error: null,
  failingSince: null,
  ...factsOf(null),
} as const

function unknownOrigin(id: string, known: readonly string[]): AppError {
  const close = closestWord(id, known)
  const isFile = id.startsWith(SNAPSHOT_PREFIX)
  const what = isFile ? 'saved snapshot' : 'environment'
  const name = isFile ? id.slice(SNAPSHOT_PREFIX.length) : id
  return new AppError({
    code: 'E-ORIGIN',
    message: `There is no ${what} named ${JSON.stringify(name)}`,
    hint: close
      ? `Did you mean ${close}?`
      : known.length > 0
        ? `There are: ${known.join(', ')}.`
        : 'No environment is configured.',
  })
}
