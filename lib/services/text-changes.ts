import fs from 'node:fs'
import path from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { writeWhole } from '../store/write-whole'

/** Longer than that, nobody reads what changed, and finding it out would hold up the rest; in characters. */
const LONGEST_TEXT = 32 << 20

/** How long finding out may take, in milliseconds. */
const DIFF_MS = 500

/** How two texts differ, as a unified diff; empty where they do not. Line ends are no difference. */
export function unifiedDiff(name: string, before: string | null, after: string): string {
  const [old, now] = [(before ?? '').replaceAll('\r\n', '\n'), after.replaceAll('\r\n', '\n')]
  if (old === now && before !== null) return ''
  const head = `--- ${before === null ? '/dev/null' : `a/${name}`}\n+++ b/${name}\n`
  const isShort = old.length + now.length <= LONGEST_TEXT
  const patch = isShort
    ? createTwoFilesPatch(`a/${name}`, `b/${name}`, old, now, undefined, undefined, {
        context: 3,
        timeout: DIFF_MS,
      })
    : undefined
  if (patch === undefined) return `${head}@@ too much changed to be listed @@\n`
  return head + patch.slice(patch.indexOf('\n@@') + 1)
}

/** The text at a place, or null where there is none that can be read. */
export function textAt(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Keeps what changed beside the record of a dump; that it cannot be kept is no failure of the dump. */
export function keepChanges(folder: string, name: string, changes: string): void {
  try {
    writeWhole(path.join(folder, name), changes)
  } catch {
    // The page then has nothing to show of what changed.
  }
}
