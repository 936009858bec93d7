import fs from 'node:fs'
import { type DumpRecord, isFinished } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import type { Snapshot } from '../objects/snapshot'
import { listDumps, snapshotFileOf } from '../store/dump-library'
import { readSavedSnapshot } from './saved-snapshots'

/** What addresses the snapshot of a dump's moment: `dump:` and the dump's id. */
export const DUMP_PREFIX = 'dump:'

/** The dumps of a project that can be compared: finished, and with the snapshot of their moment; newest first. */
export function comparableDumps(directory: string): DumpRecord[] {
  return listDumps(directory).records.filter(
    (record) =>
      isFinished(record) &&
      record.fingerprint !== null &&
      fs.existsSync(snapshotFileOf(directory, record.id)),
  )
}

/** A dump as people tell it from others: `prod, dumped 2026-11-21 00:06:41`, by the clock of its server in UTC. */
export function nameOfDump({ environment, takenAt, askedAt }: DumpRecord): string {
  return `${environment}, dumped ${(takenAt ?? askedAt).slice(0, 19).replace('T', ' ')}`
}

/** The dump of an id, if it can be compared. Throws AppError E-ORIGIN where there is none, or why it cannot. */
export function comparableDump(directory: string, id: string): DumpRecord {
  const record = comparableDumps(directory).find((each) => each.id === id)
  if (!record) throw whyNot(directory, id)
  return record
}

/** The snapshot that was taken along with a dump. Throws as comparableDump and readSnapshotFile do. */
export async function readDumpSnapshot(directory: string, id: string): Promise<Snapshot> {
  const record = comparableDump(directory, id)
  const file = snapshotFileOf(directory, id)
  const { mtime, mtimeMs, size } = fs.statSync(file)
  const saved = { name: id, file, savedAt: mtime.toISOString(), revision: `${mtimeMs} ${size}` }
  return named(await readSavedSnapshot(saved), record)
}

/** Comparisons are kept by their snapshots, so the same one must be given each time. */
const renamed = new WeakMap<Snapshot, Snapshot>()

function named(snapshot: Snapshot, record: DumpRecord): Snapshot {
  const known = renamed.get(snapshot) ?? { ...snapshot, name: nameOfDump(record) }
  renamed.set(snapshot, known)
  return known
}

function whyNot(directory: string, id: string): AppError {
  const { records } = listDumps(directory)
  const record = records.find((each) => each.id === id)
  if (record) {
    return new AppError({
      code: 'E-ORIGIN',
      message: `Dump ${id} cannot be compared${record.state in REASONS ? '' : ', because no snapshot was kept with it'}`,
      hint: REASONS[record.state] ?? 'Its snapshot was removed, or it was made without one. Make a new dump.',
    })
  }
  const comparable = comparableDumps(directory).map((each) => each.id)
  const close = closestWord(id, comparable)
  return new AppError({
    code: 'E-ORIGIN',
    message: `There is no dump ${JSON.stringify(id)}`,
    hint: close
      ? `Did you mean ${DUMP_PREFIX}${close}?`
      : comparable.length > 0
        ? `\`lockstep dumps\` lists them; the latest that can be compared is ${DUMP_PREFIX}${comparable[0]}.`
        : 'No dump that can be compared was made yet: `lockstep dump ENVIRONMENT` makes one.',
  })
}

const REASONS: Readonly<Partial<Record<DumpRecord['state'], string>>> = {
  queued: 'It is waiting. Compare it once it is done.',
  running: 'It is being made. Compare it once it is done.',
  failed: 'It failed. Make a new dump.',
  cancelled: 'It was cancelled. Make a new dump.',
  interrupted: 'It was interrupted. Make a new dump.',
}
