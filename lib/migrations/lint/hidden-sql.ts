import type { FindRows } from '../../objects/kind'
import { text } from '../../objects/row'
import type { Tree } from '../../sql/parse-statement'
import type { Space } from './effect'
import { doBody, strings, trees, walk } from './nodes'
import type { LintScript } from './script'

/** SQL that is put together while it runs, or could not be parsed: what it names may be there or not. */
interface Hidden {
  /** The statement that runs it; of what could not be parsed, a place before all. */
  readonly at: number
  readonly text: string
  readonly words: ReadonlySet<string>
  /** Nothing of it is known: it may make or drop whatever there is. */
  readonly isProgram?: true
}

/** Of SQL that is put together while it runs, words that say of what sort it makes or drops something. */
const WORDS_FOR: Readonly<Partial<Record<Space, readonly string[]>>> = {
  relation: ['table', 'view', 'sequence', 'index'],
  type: ['type', 'domain'],
  function: ['function', 'procedure'],
  column: ['column', 'alter'],
  constraint: ['constraint', 'alter'],
}

/** What pending files do that no statement of theirs says: blocks, functions that they call, programs, and what was not parsed. */
export class HiddenSql {
  private readonly hidden: Hidden[] = []
  /** Bodies of functions by their names, those of the target and of the files. */
  private readonly bodies = new Map<string, string[]>()

  constructor(scripts: readonly LintScript[], find: FindRows) {
    for (const row of find('function')) this.addBody(text(row, 'name'), row.body ?? '')
    let at = 0
    for (const { statements, unread, isProgram } of scripts) {
      for (const each of unread) this.hidden.push(hiddenAt(-1, each.text))
      if (isProgram) this.hidden.push({ ...hiddenAt(at - 1, ''), isProgram })
      for (const { tree } of statements) this.add(tree, at++)
    }
  }

  /** Whether it may have made or dropped something before a statement runs. @param name as `Effect` has it */
  mayTouch(space: Space, name: readonly string[], at: number): boolean {
    const last = (space === 'function' ? name[0] : name.at(-1))?.toLowerCase() ?? ''
    const names = ({ text: all, words }: Hidden) =>
      /^\w+$/.test(last) ? words.has(last) : all.includes(last)
    const builds = ({ words }: Hidden) =>
      words.has('execute') && (WORDS_FOR[space] ?? [space]).some((word) => words.has(word))
    return this.hidden.some((each) => each.at < at && (each.isProgram || names(each) || builds(each)))
  }

  /** Whether it may have made one of these extensions before a statement runs; an empty name is one that it puts together. */
  mayMakeExtension(isOne: (name: string) => boolean, at: number): boolean {
    return this.hidden.some((each) => each.at < at && (each.isProgram || extensionsIn(each.text).some(isOne)))
  }

  private addBody(name: string, body: string): void {
    const key = name.toLowerCase()
    this.bodies.set(key, [...(this.bodies.get(key) ?? []), body])
  }

  /** What a `DO` block does, and functions that a statement calls by themselves, given the names that it hands to them. */
  private add(tree: Tree, at: number): void {
    const { CreateFunctionStmt: routine, SelectStmt, CallStmt } = tree
    const source = trees(routine?.options).find(({ DefElem }) => DefElem?.defname === 'as')?.DefElem
    const [body] = strings((source?.arg as Tree | undefined)?.List?.items)
    if (body !== undefined) this.addBody(strings(routine?.funcname).at(-1) ?? '', body)
    const block = doBody(tree)
    if (block !== null) this.hidden.push(hiddenAt(at, this.withBodies(block, block)))
    const nodes = SelectStmt || CallStmt ? walk(tree) : []
    const called = [CallStmt?.funccall, ...nodes.map(({ FuncCall }) => FuncCall)].flatMap((call) =>
      strings(call?.funcname).slice(-1),
    )
    if (called.length === 0) return
    const given = nodes.flatMap(({ A_Const }) => A_Const?.sval?.sval ?? [])
    this.hidden.push(hiddenAt(at, this.withBodies(given.join(' '), called.join(' '))))
  }

  /** A text with the bodies of all functions that it calls, and that those call. */
  private withBodies(own: string, calls: string): string {
    const seen = new Set<string>()
    const texts = [own]
    const waiting = [calls]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const word of next.toLowerCase().match(/\w+/g) ?? []) {
        const bodies = seen.has(word) ? [] : (this.bodies.get(word) ?? [])
        seen.add(word)
        texts.push(...bodies)
        waiting.push(...bodies)
      }
    }
    return texts.join(' ')
  }
}

function hiddenAt(at: number, sql: string): Hidden {
  const lower = sql.toLowerCase()
  return { at, text: lower, words: new Set(lower.match(/\w+/g)) }
}

/** The extensions that a text makes; an empty name where it puts that together. */
function extensionsIn(lowerText: string): string[] {
  const made = lowerText.matchAll(/\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]*)/g)
  return [...made].map(([, name = '']) => name)
}
