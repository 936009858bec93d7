import type { Client } from 'pg'
import { type Lines, lineCount } from '../objects/lines'
import { DEPENDENCIES, PG_TYPE, WITHOUT_TYPES } from '../sql/needs'
import { sql } from '../sql/sql'
import { CopyReader } from './copy-reader'

const TAB = '\t'
const NULL = '\\N'
const NO_TEXT = `${TAB}${NULL}`
const TYPE = `${TAB}${PG_TYPE}${TAB}`

/** What every object of a database needs, by the numbers that `needs` of sql/needs gives. */
export class Dependencies {
  /** By the numbers of an object, its last dependency; from there `earlier` leads on, and ends with -1. */
  private readonly last = new Map<string, number>()
  private readonly earlier: Int32Array
  /** By dependency, which of the texts it is on. */
  private readonly on: Int32Array
  /** JSON as COPY printed it, one character a byte, so that it can go into a line as it is. */
  private readonly texts: string[] = []
  private readonly types = new Set<number>()

  /** @param lines the result of DEPENDENCIES */
  constructor(lines: Lines) {
    this.earlier = new Int32Array(lineCount(lines))
    this.on = new Int32Array(lineCount(lines))
    this.enter(lines)
  }

  /** The value of the column `needs`, as COPY prints it, in the place of the numbers of one or more objects. */
  needsOf(numbers: string): string {
    const parts = numbers.split(' ')
    const leavesOutTypes = parts.length % 2 === 1 && parts.pop() === WITHOUT_TYPES
    const found = new Set<string>()
    for (let i = 0; i < parts.length; i += 2) {
      let at = this.last.get(`${parts[i]}\t${parts[i + 1]}`) ?? -1
      for (; at >= 0; at = this.earlier[at] as number) {
        const target = this.on[at] as number
        if (!leavesOutTypes || !this.types.has(target)) found.add(this.texts[target] as string)
      }
    }
    return found.size > 0 ? `[${[...found].sort().join(', ')}]` : NULL
  }

  /** Cuts one text up rather than bytes: the engine does that by itself, long before it has compiled a loop. */
  private enter({ bytes, starts }: Lines): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const targets = new Map<string, number>()
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
