import { entry } from './entry'
import type { Histories, History } from './history'
import type { MigrationFile, MigrationFiles } from './migration-file'

/**
 * Tools that record only the place they have reached mean that all before it ran: rows for those are put in, so far as
 * a folder of the tool tells what stands before.
 */
export function expandCurrent(records: Histories, folders: readonly MigrationFiles[]): Histories {
  return { ...records, histories: records.histories.map((history) => expandHistory(history, folders)) }
}

function expandHistory(history: History, folders: readonly MigrationFiles[]): History {
  if (history.coverage === 'each') return history
  const files = folders.filter(({ tool }) => tool === history.tool).flatMap((folder) => folder.files)
  const reached = new Set(history.entries.map(({ key }) => key))
  const before = files.some(({ after }) => after !== null)
    ? ancestors(files, reached)
    : earlierFiles(files, history)
  const derived = before
    .filter(({ key }) => !reached.has(key))
    .map(({ key, version, name }) => entry({ key, version, name }))
  return { ...history, entries: [...derived, ...history.entries] }
}

function ancestors(files: readonly MigrationFile[], reached: ReadonlySet<string>): MigrationFile[] {
  const byKey = new Map(files.map((file) => [file.key, file]))
  const found = new Set<MigrationFile>()
  const toVisit = [...reached]
  for (let key = toVisit.pop(); key !== undefined; key = toVisit.pop()) {
    const file = byKey.get(key)
    if (!file || found.has(file)) continue
    found.add(file)
    toVisit.push(...(file.after ?? []))
  }
  return files.filter((file) => found.has(file))
}

/** Files up to the one that was reached; where that one has no file, those of a lower number. */
function earlierFiles(files: readonly MigrationFile[], { entries }: History): MigrationFile[] {
  const [last] = entries
  if (!last) return []
  const place = files.findIndex(({ key }) => key === last.key)
  if (place >= 0) return files.slice(0, place)
  return files.filter(({ version }) => Number(version) < Number(last.version))
}
