import fs from 'node:fs'
import path from 'node:path'
import { processStart } from './process-start.mjs'

/**
 * Makes a folder completely or not at all: fills another one beside it and renames that. When two processes
 * do so at once, the first one to finish is kept. What killed processes left half made is removed.
 * @param fill gets the folder to work in. @returns which of its folders is to become the target.
 */
export async function makeWhole(target: string, fill: (partial: string) => Promise<string>): Promise<void> {
  fs.mkdirSync(path.dirname(target), { recursive: true })
  removeAbandoned(target)
  const partial = fs.mkdtempSync(`${target}.partial-${process.pid}-`)
  try {
    fs.renameSync(await fill(partial), target)
  } catch (error) {
    if (!fs.existsSync(target)) throw error
  } finally {
    fs.rmSync(partial, { recursive: true, force: true })
  }
}

function removeAbandoned(target: string): void {
  const prefix = `${path.basename(target)}.partial-`
  for (const name of fs.readdirSync(path.dirname(target))) {
    const isAbandoned =
      name.startsWith(prefix) && processStart(Number.parseInt(name.slice(prefix.length), 10)) === null
    if (isAbandoned) fs.rmSync(path.join(path.dirname(target), name), { recursive: true, force: true })
  }
}
