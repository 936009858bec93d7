import fs from 'node:fs'
import path from 'node:path'
import { dumpFolder, readRecord } from '../store/dump-library'
import { type LogLines, readLog } from '../store/dump-log'
import { type DumpAnswer, dumpAnswer, latest } from './list-dumps'
import type { Project } from './project'

/** The name of the file beside the record that keeps what changed in types and schema. */
export const CHANGES_FILE = 'changes.diff'

/** One dump with its log. */
export interface DumpDetail {
  readonly formatVersion: 1
  readonly dump: DumpAnswer
  readonly log: LogLines
  /** How types and schema differ from what was at their places before, as a unified diff; null where none was made. */
  readonly changes: string | null
}

/** @param after how many lines of the log the caller has already. Throws AppError E-DUMP, E-DUMP-RECORD. */
export function readDump(project: Pick<Project, 'place'>, id: string, after: number): DumpDetail {
  const { directory } = project.place
  const record = latest(readRecord(directory, id))
  return {
    formatVersion: 1,
    dump: dumpAnswer(project, record),
    log: readLog(directory, id, after),
    changes: textOf(path.join(dumpFolder(directory, id), CHANGES_FILE)),
  }
}

function textOf(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
