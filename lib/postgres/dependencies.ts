import type { Client } from 'pg'
import type { Diagnostic } from '../objects/diagnostic'
import { type Lines, lineCount, NO_LINES } from '../objects/lines'
import { parseCopyValue } from '../objects/row'
import { type AskedNeeds, dependenciesOf, NUMBERS, PG_TYPE, USED_TYPE } from '../sql/needs'
import { NumberTable } from './number-table'
import { isNotText } from './read-errors'
import { readLines } from './read-lines'

const BACKSLASH = 92
/** Before the numbers of what is needed, on a line that names it: two nulls, each with a tab. */
const NAMED_BYTES = 6
const ZERO = 48
const NINE = 57

/** What every object of a database needs, by the numbers that `needs` of sql/needs gives. */
export class Dependencies {
  private readonly objects: NumberTable
  /** By place of an object, its last dependency counted from one; from there `earlier` leads on, and ends with 0. */
  private readonly last: Int32Array
  private readonly earlier: Int32Array
  /** By dependency, the place of what is needed. */
  private readonly on: Int32Array
  private readonly targets: NumberTable
  /** By place of what is needed, JSON. */
  private readonly texts: string[] = []
  private readonly types = new Set<number>()

  /** @param lines the result of dependenciesOf, in which the lines that name what is needed come first */
  constructor(lines: Lines) {
    const named = countNamed(lines)
    const count = lineCount(lines) - named
    this.targets = new NumberTable(named)
    this.objects = new NumberTable(count)
    this.last = new Int32Array(count)
    this.earlier = new Int32Array(count + 1)
    this.on = new Int32Array(count + 1)
    this.enterTargets(lines, named)
    this.enterDependencies(lines, named)
  }

  /** What the object of the numbers that stand in these bytes needs, a JSON array; null where it needs nothing. */
  needsOf(bytes: Uint8Array, from: number, to: number): string | null {
    // Only WITHOUT_TYPES ends with a letter.
    const leavesOutTypes = (bytes[to - 1] as number) > NINE
    const numbers = new Numbers(bytes, from)
    const found: string[] = []
    while (numbers.at < to && isDigit(bytes[numbers.at])) {
      const catalog = numbers.next()
      const oid = numbers.next()
      if (catalog === USED_TYPE) this.add(this.targets.find(PG_TYPE, oid, 0), found)
      else this.addNeedsOf(this.objects.find(catalog, oid, 0), leavesOutTypes, found)
    }
    return found.length > 0 ? `[${found.sort().join(', ')}]` : null
  }

  private addNeedsOf(object: number, leavesOutTypes: boolean, found: string[]): void {
    if (object < 0) return
    for (let at = this.last[object] as number; at > 0; at = this.earlier[at] as number) {
      const target = this.on[at] as number
      if (!leavesOutTypes || !this.types.has(target)) this.add(target, found)
    }
  }

  private add(target: number, found: string[]): void {
    const text = this.texts[target]
    if (text !== undefined && !found.includes(text)) found.push(text)
  }

  private enterTargets({ bytes, starts }: Lines, count: number): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let line = 0; line < count; line++) {
      const numbers = new Numbers(bytes, (starts[line] as number) + NAMED_BYTES)
      const catalog = numbers.next()
      const target = this.targets.enter(catalog, numbers.next(), numbers.next())
      if (catalog === PG_TYPE) this.types.add(target)
      const text = buffer.toString('utf8', numbers.at, (starts[line + 1] as number) - 1)
      this.texts[target] = parseCopyValue(text) ?? ''
    }
  }

  private enterDependencies({ bytes, starts }: Lines, from: number): void {
    let count = 0
    for (let line = from; line + 1 < starts.length; line++) {
      const numbers = new Numbers(bytes, starts[line] as number)
      const object = this.objects.enter(numbers.next(), numbers.next(), 0)
      const target = this.targets.find(numbers.next(), numbers.next(), numbers.next())
      if (target < 0) continue
      this.on[++count] = target
      this.earlier[count] = this.last[object] as number
      this.last[object] = count
    }
  }
}

/** What was read of them. */
export interface DependenciesRead {
  readonly dependencies: () => Dependencies
  /** Why none is known; empty where all are. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Whole numbers in bytes, each followed by one byte that is none. */
class Numbers {
  constructor(
    private readonly bytes: Uint8Array,
    /** Where the next one begins. */
    public at: number,
  ) {}

  next(): number {
    let number = 0
    for (; isDigit(this.bytes[this.at]); this.at++)
      number = number * 10 + (this.bytes[this.at] as number) - ZERO
    this.at++
    return number
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}

function countNamed({ bytes, starts }: Lines): number {
  let count = 0
  while (count + 1 < starts.length && bytes[starts[count] as number] === BACKSLASH) count++
  return count
}

/**
 * Reads them inside the transaction of the read, so that they fit the objects: all, or those of the objects that are asked
 * for. They are entered once somebody looks. Where a name is no text, none is known, and the diagnostic says so.
 */
export async function readDependencies(
  client: Client,
  asked: AskedNeeds | null = null,
): Promise<DependenciesRead> {
  const { results, error } = await readLines(client, [dependenciesOf(asked)], { isOnce: asked !== null })
  if (error && !isNotText(error)) throw error
  const lines = results[0]?.lines ?? NO_LINES
  let entered: Dependencies | undefined
  const dependencies = () => {
    entered ??= new Dependencies(lines)
    return entered
  }
  return { dependencies, diagnostics: error ? [unknownNeeds(error)] : [] }
}

function unknownNeeds(error: Error): Diagnostic {
  return {
    code: 'unreadableNeeds',
    message: `What objects depend on is unknown, because names hold bytes that are no text: ${error.message}.`,
  }
}

/** The numbers that stand in the values of the column `needs` of these lines. */
export function askedIn(values: Lines, lines: readonly number[]): AskedNeeds {
  const objects: [number, number][] = []
  const types: number[] = []
  for (const line of lines) {
    const from = values.starts[line] as number
    if (!beginsWithNumbers(values.bytes, from)) continue
    const numbers = new Numbers(values.bytes, from + NUMBERS.length)
    while (isDigit(values.bytes[numbers.at])) {
      const catalog = numbers.next()
      const oid = numbers.next()
      if (catalog === USED_TYPE) types.push(oid)
      else objects.push([catalog, oid])
    }
  }
  return { objects, types }
}

/** Whether a value of the column `needs` gives numbers; JSON begins otherwise. */
export function beginsWithNumbers(bytes: Uint8Array, from: number): boolean {
  return bytes[from] === NUMBERS.charCodeAt(0)
}
