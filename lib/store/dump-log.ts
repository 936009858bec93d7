import fs from 'node:fs'
import path from 'node:path'
import { redact } from '../objects/secret'
import { dumpFolder } from './dump-library'

/** The most of a log that one answer gives, in lines. */
const MOST_LINES = 5_000

/** A stretch of a log. */
export interface LogLines {
  /** How many lines stand before the first of these. */
  readonly after: number
  readonly lines: readonly string[]
  /** How many lines there are in all. */
  readonly total: number
}

/** Adds a line with the time to the log of a dump. A log that cannot be written does not end the dump. */
export function appendLog(projectDirectory: string, id: string, text: string): void {
  const line = `${new Date().toISOString()} ${redact(text.replace(/\s*\n\s*/g, ' ⏎ '))}\n`
  try {
    fs.appendFileSync(logFile(projectDirectory, id), line, { mode: 0o600 })
  } catch {
    // The record tells how the dump ended; a full disk is what ended it.
  }
}

/** The lines after so many, the last of them where there are too many for one answer. */
export function readLog(projectDirectory: string, id: string, after: number): LogLines {
  const all = textOf(logFile(projectDirectory, id)).split('\n').slice(0, -1)
  const from = Math.max(after, all.length - MOST_LINES)
  return { after: from, lines: all.slice(from), total: all.length }
}

function logFile(projectDirectory: string, id: string): string {
  return path.join(dumpFolder(projectDirectory, id), 'log.txt')
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
