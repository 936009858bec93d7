import fs from 'node:fs'
import { z } from 'zod'
import { writeWhole } from './write-whole'

const change = z.object({
  /** By this machine's clock, ISO 8601: when the schema was last seen as it was, and first seen as it is. */
  after: z.string(),
  seen: z.string(),
  counts: z.object({ added: z.number(), removed: z.number(), changed: z.number() }),
  /** The objects, the most serious first; there may be more than are listed. */
  objects: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['added', 'removed', 'changed']),
      fields: z.array(z.string()).optional(),
    }),
  ),
})

/** One change of an environment's schema between two checks. */
export type SchemaChange = Readonly<z.infer<typeof change>>

/** Entries that are kept; the file is shortened once it holds a quarter more. */
const MOST_KEPT = 400

/**
 * Adds a change to the end of a log: one line of JSON, in a file that only its owner may read. Gives what takes it
 * back. Throws what the file system does, and then the log is as it was.
 */
export function appendChange(file: string, entry: SchemaChange): () => void {
  const text = fs.existsSync(file) ? shortened(file) : ''
  const size = Buffer.byteLength(text)
  const takeBack = () => fs.truncateSync(file, size)
  // A line that a crash cut short must not swallow the next one.
  const start = text === '' || text.endsWith('\n') ? '' : '\n'
  try {
    fs.appendFileSync(file, `${start}${JSON.stringify(entry)}\n`, { mode: 0o600 })
  } catch (error) {
    if (fs.existsSync(file)) takeBack()
    throw error
  }
  return takeBack
}

/** The text of a log, without its oldest entries once there are too many. */
function shortened(file: string): string {
  const text = fs.readFileSync(file, 'utf8')
  const lines = text.split('\n').slice(0, -1)
  if (lines.length < MOST_KEPT * 1.25) return text
  const shorter = `${lines.slice(1 - MOST_KEPT).join('\n')}\n`
  writeWhole(file, shorter)
  return shorter
}

/** The changes of a log, newest first. A line that was cut short by a crash is left out; so is a log that never began. */
export function readChanges(file: string): SchemaChange[] {
  if (!fs.existsSync(file)) return []
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => parse(line))
    .reverse()
}

function parse(line: string): SchemaChange[] {
  try {
    return [change.parse(JSON.parse(line))]
  } catch {
    return []
  }
}
