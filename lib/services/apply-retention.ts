import type { RetentionRule } from '../config/dump-settings'
import type { DumpRecord } from '../dumps/dump-record'
import { dumpsToRemove } from '../dumps/retention'
import { listDumps } from '../store/dump-library'
import { readSettings, writeSettings } from '../store/settings-file'
import { deleteDump } from './change-dump'
import { notifyDumps } from './dump-work'
import { isInUse } from './open-dump'
import type { Project } from './project'

/** Which dumps are deleted by themselves: as set for the project, else as configured. */
export async function retentionOf(project: Project): Promise<RetentionRule> {
  const { dumps } = await project.config()
  return readSettings(project.place.directory).dumpRetention ?? dumps.retention
}

/** Sets it for the project and applies it at once; null for what is configured. Throws AppError E-FILE-WRITE. */
export async function setRetention(
  project: Project,
  rule: RetentionRule | null,
): Promise<readonly DumpRecord[]> {
  writeSettings(project.place.directory, { dumpRetention: rule })
  notifyDumps()
  return applyRetention(project)
}

/** Deletes what the rule lets go, and gives what it deleted. Throws AppError E-FILE-WRITE. */
export async function applyRetention(project: Project): Promise<readonly DumpRecord[]> {
  const { records } = listDumps(project.place.directory)
  const removed = dumpsToRemove(records, await retentionOf(project))
  // One that is being read or restored waits for the next time.
  const idle = removed.filter((record) => !isInUse(project, record))
  for (const { id } of idle) deleteDump(project, id)
  return idle
}
