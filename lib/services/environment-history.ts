import fs from 'node:fs'
import path from 'node:path'
import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import { AppError } from '../objects/app-error'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import type { Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { appendChange, readChanges, type SchemaChange } from '../store/change-log'
import { fileNameOf, projectFolder } from '../store/project-folder'
import { readSnapshotFile, writeSnapshotFile } from '../store/snapshot-file'
import { platformRules } from '../supabase/platform'

/** Objects that one change lists. */
const MOST_LISTED = 500

const STATUS = { different: 'changed', sourceOnly: 'removed', targetOnly: 'added' } as const

/** A snapshot with the instant it was last proven, ISO 8601 by this machine's clock. */
export interface KnownSnapshot {
  readonly snapshot: Snapshot
  readonly checkedAt: string
}

/** What is kept of one environment between runs: how its schema was seen last, and how it changed. */
export interface EnvironmentHistory {
  /** The snapshot that was kept last, or null. */
  last(): Promise<KnownSnapshot | null>
  /** Keeps a snapshot, and what changed since the one before. Throws AppError E-FILE-WRITE. */
  keep(snapshot: Snapshot, before: KnownSnapshot | null): Promise<void>
  /** Notes that the snapshot that was kept last still holds; false when none is kept. Throws AppError E-FILE-WRITE. */
  confirm(): boolean
  changes(): SchemaChange[]
}

/**
 * The history of an environment in the folder of a project. Nothing is written before `keep`.
 * @param address where its database is, without secrets: another database's schema is no change of this one's
 */
export function environmentHistory(
  projectDirectory: string,
  name: string,
  address: string,
): EnvironmentHistory {
  const fileIn = (folder: string, file: string) => path.join(projectDirectory, '.lockstep', folder, file)
  const lastFile = fileIn('last', `${fileNameOf(`${name} ${address}`)}.lockstep`)
  const logFile = fileIn('history', `${fileNameOf(name)}.jsonl`)
  return {
    last: async () => {
      try {
        const snapshot = await readSnapshotFile(lastFile, KINDS_BY_NAME)
        const checkedAt = fs.statSync(lastFile).mtime.toISOString()
        return { snapshot: { ...snapshot, name, origin: 'environment' }, checkedAt }
      } catch {
        // A file of another version of Lockstep tells nothing of what changed in the database.
        return null
      }
    },
    keep: async (snapshot, before) => {
      try {
        projectFolder(projectDirectory, 'last')
        projectFolder(projectDirectory, 'history')
        const entry = before && (await changeBetween(before, snapshot))
        const takeBack = entry && appendChange(logFile, entry)
        await writeSnapshotFile(lastFile, snapshot, KINDS_BY_NAME).catch((error) => {
          takeBack?.()
          throw error
        })
        stamp(lastFile)
      } catch (error) {
        throw notWritten(name, error)
      }
    },
    confirm: () => {
      try {
        if (!fs.existsSync(lastFile)) return false
        stamp(lastFile)
        return true
      } catch (error) {
        throw notWritten(name, error)
      }
    },
    changes: () => readChanges(logFile),
  }
}

/** The server's clock, which a snapshot was read by, may differ from ours; so the file's own time tells when it held. */
function stamp(file: string): void {
  const now = new Date()
  fs.utimesSync(file, now, now)
}

function notWritten(name: string, error: unknown): AppError {
  return new AppError(
    {
      code: 'E-FILE-WRITE',
      message: `What changed in ${name} could not be written down`,
      hint: 'Check that the folder .lockstep of the project is writable and has room. What was kept before is unchanged.',
      detail: (error as Error).message,
    },
    { cause: error },
  )
}

/** What changed, or null when only what could not be read is another. */
async function changeBetween(before: KnownSnapshot, after: Snapshot): Promise<SchemaChange | null> {
  const rules = platformRules([before.snapshot, after])
  const { differences } = await withGrammar(() => compareSnapshots(before.snapshot, after, KINDS, rules))
  const known = differences.flatMap((difference) => objectsOf(difference))
  if (known.length === 0) return null
  const count = (status: string) => known.filter((object) => object.status === status).length
  return {
    after: before.checkedAt,
    seen: new Date().toISOString(),
    counts: { added: count('added'), removed: count('removed'), changed: count('changed') },
    objects: known.slice(0, MOST_LISTED),
  }
}

/** An object and what came or went with it. */
function objectsOf(difference: Difference): SchemaChange['objects'] {
  const { id, status, fields, consequences } = difference
  if (status === 'unknown') return []
  const own = { id, status: STATUS[status], fields: fields.map(({ label }) => label) }
  return [own, ...consequences.map((each) => ({ id: each.id, status: STATUS[status] }))]
}
