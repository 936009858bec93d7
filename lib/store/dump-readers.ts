import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { processStart } from '../embedded/process-start.mjs'
import { dumpFolder } from './dump-library'

/*
 * Which processes of a project read a dump just now, each by a file beside its record, so that none deletes what another
 * one reads.
 */

const READER = /^reader-(\d+)-[0-9a-f]+$/

/** Notes that this process reads a dump. Gives what ends that. A disk that takes no file for it keeps nobody from reading. */
export function noteReader(projectDirectory: string, id: string): () => void {
  const name = `reader-${process.pid}-${randomBytes(4).toString('hex')}`
  const file = path.join(dumpFolder(projectDirectory, id), name)
  try {
    fs.writeFileSync(file, String(processStart(process.pid)), { mode: 0o600, flag: 'wx' })
  } catch {
    return () => {}
  }
  return () => fs.rmSync(file, { force: true })
}

/** Whether a process that lives reads it. */
export function hasReader(projectDirectory: string, id: string): boolean {
  const folder = dumpFolder(projectDirectory, id)
  return readersIn(folder).some(({ pid, file }) => {
    try {
      return fs.readFileSync(file, 'utf8') === String(processStart(pid))
    } catch {
      return false
    }
  })
}

function readersIn(folder: string): { pid: number; file: string }[] {
  try {
    return fs.readdirSync(folder).flatMap((name) => {
      const pid = READER.exec(name)?.[1]
      return pid === undefined ? [] : [{ pid: Number(pid), file: path.join(folder, name) }]
    })
  } catch {
    return []
  }
}
