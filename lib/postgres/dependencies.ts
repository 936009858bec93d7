import type { Client } from 'pg'
import { type Lines, lineCount } from '../objects/lines'
import { DEPENDENCIES, PG_TYPE, USED_TYPE, WITHOUT_TYPES } from '../sql/needs'
import { sql } from '../sql/sql'
import { CopyReader } from './copy-reader'

const TAB = '\t'
const NULL = '\\N'
const NO_TEXT = `${TAB}${NULL}`
const TYPE = `${TAB}${PG_TYPE}${TAB}`
const OF_USED_TYPE = `${USED_TYPE} `
const WITHOUT = ` ${WITHOUT_TYPES}`

/** What every object of a database needs, by the numbers that `needs` of sql/needs gives. */
export class Dependencies {
  /** By the numbers of an object, its last dependency; from there `earlier` leads on, and ends with -1. */
  private readonly last = new Map<string, number>()
  private readonly earlier: Int32Array
  /** By dependency, which of the texts it is on. */
  private readonly on: Int32Array
  /** JSON as COPY printed it, one character a byte, so that it can go into a line as it is. */
  private readonly texts: string[] = []
  /** By the numbers of what is needed, with a tab before each, which of the texts that is. */
  private readonly targets = new Map<string, number>()
  private readonly types = new Set<number>()

  /** @param lines the result of DEPENDENCIES */
  constructor(lines: Lines) {
    this.earlier = new Int32Array(lineCount(lines))
    this.on = new Int32Array(lineCount(lines))
    this.enter(lines)
  }

  /** The value of the column `needs`, as COPY prints it, in the place of the numbers of one or more objects. */
  needsOf(numbers: string): string {
    if (numbers.startsWith(OF_USED_TYPE)) {
      const type = this.targets.get(`${TYPE}${numbers.slice(OF_USED_TYPE.length)}${TAB}0`)
      return type === undefined ? NULL : `[${this.texts[type]}]`
    }
    const leavesOutTypes = numbers.endsWith(WITHOUT)
    const objects = leavesOutTypes ? numbers.slice(0, -WITHOUT.length) : numbers
    const found: string[] = []
    for (let from = 0, to = 0; to < objects.length; from = to + 1) {
      const second = objects.indexOf(' ', objects.indexOf(' ', from) + 1)
      to = second < 0 ? objects.length : second
      this.gather(objects.slice(from, to).replace(' ', TAB), leavesOutTypes, found)
    }
    return found.length > 0 ? `[${found.sort().join(', ')}]` : NULL
  }

  /** Adds the texts of what an object needs to those found, each once. */
  private gather(object: string, leavesOutTypes: boolean, found: string[]): void {
    let at = this.last.get(object) ?? -1
    for (; at >= 0; at = this.earlier[at] as number) {
      const target = this.on[at] as number
      const text = this.texts[target] as string
      if (!(leavesOutTypes && this.types.has(target)) && !found.includes(text)) found.push(text)
    }
  }

  /** Cuts one text up rather than bytes: the engine does that by itself, long before it has compiled a loop. */
  private enter({ bytes, starts }: Lines): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const { targets } = this
    let count = 0
    for (let line = 0; line + 1 < starts.length; line++) {
      const start = starts[line] as number
      const end = (starts[line + 1] as number) - 1
      const second = text.indexOf(TAB, text.indexOf(TAB, start) + 1)
      const object = text.slice(start, second)
      if (object.startsWith(NULL)) {
        const third = text.indexOf(TAB, text.indexOf(TAB, text.indexOf(TAB, second + 1) + 1) + 1)
        const target = text.slice(second, third)
        if (target.startsWith(TYPE)) this.types.add(this.texts.length)
        targets.set(target, this.texts.length)
        this.texts.push(text.slice(third + 1, end))
        continue
      }
      const on = targets.get(text.slice(second, end - NO_TEXT.length))
      if (on === undefined) continue
      this.on[count] = on
      this.earlier[count] = this.last.get(object) ?? -1
      this.last.set(object, count++)
    }
  }
}

/** Reads them inside the transaction of the read, so that they fit the objects. */
export async function readDependencies(client: Client): Promise<Dependencies> {
  const { results, error } = await client.query(new CopyReader(sql`copy (${DEPENDENCIES}) to stdout`)).done
  if (error) throw error
  return new Dependencies(results[0] as Lines)
}
