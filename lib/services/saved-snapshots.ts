import fs from 'node:fs'
import path from 'node:path'
import { KINDS_BY_NAME } from '../kinds/all'
import type { Snapshot } from '../objects/snapshot'
import { readSnapshotFile } from '../store/snapshot-file'

/** One file of the project's folder of snapshots. */
export interface SavedSnapshot {
  /** The file's name. */
  readonly name: string
  readonly file: string
  /** When the file was written, ISO 8601. */
  readonly savedAt: string
  /** Changes whenever the file does. */
  readonly revision: string
}

/** Where snapshots are offered for comparing, below the project's folder. */
const SNAPSHOT_FOLDER = path.join('.lockstep', 'snapshots')

/** Snapshots can be large, so only the ones used last are kept in memory. */
const MOST_KEPT = 4

const kept = new Map<string, Promise<Snapshot>>()

/** The snapshot files of a project, newest first; none when there is no such folder. Hidden files are not listed. */
export function listSavedSnapshots(projectDirectory: string): SavedSnapshot[] {
  const folder = path.join(projectDirectory, SNAPSHOT_FOLDER)
  return entriesOf(folder)
    .flatMap((entry) => describeFile(folder, entry.name))
    .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
}

/** Reads a snapshot file, or gives the one read before while the file is the same. Throws what readSnapshotFile does. */
export function readSavedSnapshot({ file, revision }: SavedSnapshot): Promise<Snapshot> {
  const key = `${file}\n${revision}`
  const known = kept.get(key)
  kept.delete(key)
  const snapshot = known ?? readSnapshotFile(file, KINDS_BY_NAME)
  kept.set(key, snapshot)
  if (!known) snapshot.catch(() => kept.delete(key))
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
  return snapshot
}

function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).filter(isShown)
  } catch {
    return []
  }
}

function isShown(entry: fs.Dirent): boolean {
  return entry.isFile() && !entry.name.startsWith('.')
}

/** Nothing for a file that was removed meanwhile. */
function describeFile(folder: string, name: string): SavedSnapshot[] {
  const file = path.join(folder, name)
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat) return []
  return [{ name, file, savedAt: stat.mtime.toISOString(), revision: `${stat.mtimeMs} ${stat.size}` }]
}
