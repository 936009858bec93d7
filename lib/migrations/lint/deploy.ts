import type { Effect, Space } from './effect'
import { effectsOf, valueAdded } from './effects'
import type { EnvironmentFacts, Presence } from './facts'
import { goneAlong } from './gone-along'
import { putsUnderParent } from './names-itself'
import { doBody, TEMPORARY, type WrittenName } from './nodes'
import { placeOf } from './place-of'
import type { LintScript, LintStatement } from './script'

/** A place in the pending files. */
export interface Place {
  readonly path: string
  readonly line: number
}

/** A relation with its schema. */
export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

/** Something made or taken away, at its place among all statements. */
export interface PlacedEffect extends Effect {
  readonly at: number
  /** Where the search path led to. */
  readonly home: string | null
}

/** SQL that is put together while it runs, or could not be parsed: what it names may be there or not. */
interface Blind {
  readonly at: number
  readonly text: string
  readonly words: ReadonlySet<string>
}

/** What belongs to a table, and goes with it. */
const PARTS: ReadonlySet<Space> = new Set(['policy', 'trigger', 'column', 'constraint'])

/** All pending statements in their order, over what is in the target before them. */
export class Deploy {
  readonly statements: readonly LintStatement[]
  readonly effects: PlacedEffect[] = []
  /** Values that are added to enums, with the places of their statements. */
  readonly addedValues: { readonly type: string; readonly value: string; readonly place: number }[] = []
  private readonly byKey = new Map<string, PlacedEffect[]>()
  private readonly byPlace = new Map<number, readonly PlacedEffect[]>()
  private readonly blind: Blind[] = []
  /** Where `CASCADE` first took something of the target along. */
  private readonly gone = new Map<string, number>()

  constructor(
    readonly scripts: readonly LintScript[],
    readonly target: EnvironmentFacts,
  ) {
    this.statements = scripts.flatMap(({ statements }) => statements)
    for (const [at, statement] of this.statements.entries()) {
      const body = doBody(statement.tree)
      if (body !== null) this.blind.push(blindAt(at, body))
      for (const effect of effectsOf(statement.tree)) this.add(effect, at)
      this.addGone(statement, at)
      const added = valueAdded(statement.tree)
      if (added) this.addedValues.push({ ...added, place: at })
    }
    const unread = scripts.flatMap(({ unread: texts }) => texts)
    for (const { text } of unread) this.blind.push(blindAt(-1, text))
  }

  placeOf(at: number): Place {
    const { path, line } = this.statements[at] as LintStatement
    return { path, line }
  }

  /** What a statement makes and takes away. */
  effectsAt(at: number): readonly PlacedEffect[] {
    return this.byPlace.get(at) ?? []
  }

  /** The schema and name that a statement means, by its search path and what is there when it runs. */
  resolve({ schema, name }: WrittenName, at: number): QualifiedName {
    if (schema !== null) return { schema, name }
    if (this.lastEffect('relation', TEMPORARY, [name], at)?.does === 'creates')
      return { schema: TEMPORARY, name }
    const path = this.searchPathAt(at)
    const found = path.find((each) => this.presence('relation', each, [name], at) === 'present')
    return { schema: found ?? path[0] ?? 'public', name }
  }

  /** Whether something is there just before a statement runs. */
  presence(space: Space, schema: string | null, name: readonly string[], at: number): Presence {
    if (this.isBlindTo(space, name, at)) return 'unknown'
    const own = this.lastEffect(space, schema, name, at)
    if (own?.does === 'creates' && this.hasLostTable(own, at)) return 'absent'
    const cleared = this.clearedBy(space, schema, name, at)
    if (own && own.at >= (cleared?.at ?? -1)) return own.does === 'creates' ? 'present' : 'absent'
    if (!cleared) {
      const before = this.target.presence(space, schema, name)
      const gone = this.goneAt(space, schema, name)
      return before === 'present' && gone !== undefined && gone < at ? 'unknown' : before
    }
    if (!cleared.from) return 'absent'
    const before = this.resolve(cleared.from, cleared.at)
    return this.presence(space, before.schema, [before.name, ...name.slice(1)], cleared.at)
  }

  /** The first statement that takes something of the target along by `CASCADE`. */
  goneAt(space: Space, schema: string | null, name: readonly string[]): number | undefined {
    return this.gone.get(goneKey(space, schema, name))
  }

  /** Where the pending files made something before a statement runs; null where they did not. */
  madeBefore(space: Space, schema: string | null, name: readonly string[], at: number): Place | null {
    const last = this.lastEffect(space, schema, name, at)
    return last?.does === 'creates' ? this.placeOf(last.at) : null
  }

  /** Where the pending files make something only after a statement ran. */
  madeAfter(space: Space, schema: string | null, name: readonly string[], at: number): Place | null {
    const later = this.effectsOn(space, schema, name).find(
      (effect) => effect.at > at && effect.does === 'creates',
    )
    return later ? this.placeOf(later.at) : null
  }

  /** Whether the pending files took away something of a table before a statement runs: what hangs on it may be gone too. */
  hasLostColumns({ schema, name }: QualifiedName, at: number): boolean {
    return this.effects.some(
      (effect) =>
        effect.at < at &&
        effect.does === 'drops' &&
        effect.space === 'column' &&
        effect.home === schema &&
        effect.name[0] === name,
    )
  }

  /** Whether the pending files dropped a table of a schema before a statement runs, and with it indexes of any name. */
  hasLostTables(schema: string | null, at: number): boolean {
    return this.effects.some(
      (effect) =>
        effect.at < at &&
        effect.does === 'drops' &&
        !effect.isMove &&
        effect.noun === 'table' &&
        effect.home === schema,
    )
  }

  /** Whether a table holds nothing that this deploy did not put there: it was made in it. */
  isNew({ schema, name }: QualifiedName, at: number): boolean {
    const last = this.lastEffect('relation', schema, [name], at)
    if (last?.does !== 'creates') return false
    if (last.from) return this.isNew(this.resolve(last.from, last.at), last.at)
    if (!last.isLenient || schema === TEMPORARY) return true
    return this.target.presence('relation', schema, [name]) === 'absent'
  }

  /** What a table is called in the target, before this deploy renames or moves it. */
  nameInTarget(table: QualifiedName, at: number): QualifiedName {
    const last = this.lastEffect('relation', table.schema, [table.name], at)
    return last?.from ? this.nameInTarget(this.resolve(last.from, last.at), last.at) : table
  }

  /** The schemas in which a statement looks for what it names without one. */
  searchPathAt(at: number): readonly string[] {
    const { searchPath, tool } = this.statements[at] as LintStatement
    const own = searchPath ?? this.target.live?.searchPath ?? ['public']
    const schemas = own.filter((schema) => schema !== '$user' && schema !== 'pg_catalog')
    return tool === 'supabase' && searchPath === null && !schemas.includes('extensions')
      ? [...schemas, 'extensions']
      : schemas
  }

  /**
   * Whether the pending files have made an extension before a statement runs that the target does not have: nobody knows what it
   * brought. @param known extensions that count as bringing nothing
   */
  hasNewExtension(at: number, known: ReadonlySet<string> = new Set()): boolean {
    return this.effects.some(
      ({ does, space, name: [name = ''], at: made }) =>
        made < at &&
        does === 'creates' &&
        space === 'extension' &&
        !known.has(name) &&
        this.target.presence('extension', null, [name]) !== 'present',
    )
  }

  /** Whether the pending files put a table under another before a statement runs, which then gets that one's columns. */
  makesParents(at: number): boolean {
    return this.statements.slice(0, at).some(({ tree }) => putsUnderParent(tree))
  }

  /** Whether SQL that is put together while it runs, or that could not be parsed, may have made or dropped something. */
  isBlindTo(space: Space, name: readonly string[], at: number): boolean {
    const last = (space === 'function' ? name[0] : name.at(-1))?.toLowerCase() ?? ''
    const word = space === 'relation' ? 'table' : space
    const names = ({ text, words }: Blind) => (/^\w+$/.test(last) ? words.has(last) : text.includes(last))
    return this.blind.some(
      (blind) => blind.at < at && (names(blind) || (blind.words.has('execute') && blind.words.has(word))),
    )
  }

  private add(effect: Effect, at: number): void {
    const placed = { ...effect, at, home: this.homeOf(effect, at) }
    this.effects.push(placed)
    this.byPlace.set(at, [...this.effectsAt(at), placed])
    const key = keyOf(placed.space, placed.home, placed.name)
    const known = this.byKey.get(key)
    if (known) known.push(placed)
    else this.byKey.set(key, [placed])
  }

  private addGone({ tree }: LintStatement, at: number): void {
    for (const ref of goneAlong(tree, this.effectsAt(at), this.target.snapshot)) {
      const place = placeOf(ref)
      if (!place) continue
      const key = goneKey(place.space, place.schema, place.name)
      if (!this.gone.has(key)) this.gone.set(key, at)
    }
  }

  /** What is made goes to the first schema of the search path, but for a part, which goes to where its table is. */
  private homeOf({ space, schema, name, does, on }: Effect, at: number): string | null {
    if (schema !== null || space === 'schema' || space === 'extension' || space === 'role') return schema
    const [first = ''] = name
    if (on) return this.resolve(on, at).schema
    if (PARTS.has(space)) return this.resolve({ schema: null, name: first }, at).schema
    if (does === 'drops' && space === 'relation')
      return this.resolve({ schema: null, name: first }, at).schema
    const path = this.searchPathAt(at)
    const found = does === 'drops' && path.find((each) => this.presence(space, each, name, at) === 'present')
    return found || (path[0] ?? 'public')
  }

  private lastEffect(
    space: Space,
    schema: string | null,
    name: readonly string[],
    at: number,
  ): PlacedEffect | undefined {
    const own = this.effectsOn(space, schema, name)
    const any = space === 'function' ? this.effectsOn(space, schema, [name[0] ?? '', '*']) : []
    return [...own, ...any]
      .filter((effect) => effect.at < at)
      .sort((a, b) => a.at - b.at)
      .at(-1)
  }

  /** What last took away the table of a part or the schema, or made the table anew; a name that moved there is unknown. */
  private clearedBy(
    space: Space,
    schema: string | null,
    name: readonly string[],
    at: number,
  ): PlacedEffect | undefined {
    const ofSchema = schema === null ? [] : this.effectsOn('schema', null, [schema])
    const ofTable = PARTS.has(space) ? this.effectsOn('relation', schema, name.slice(0, 1)) : []
    const isKept = (effect: PlacedEffect) =>
      effect.isLenient && !effect.from && this.target.presence('relation', schema, effect.name) !== 'absent'
    return [
      ...ofSchema.filter(({ does }) => does === 'drops'),
      ...ofTable.filter((effect) => effect.does === 'drops' || !isKept(effect)),
    ]
      .filter((effect) => effect.at < at)
      .sort((a, b) => a.at - b.at)
      .at(-1)
  }

  /** An index goes with its table. */
  private hasLostTable({ on, home, at: made }: PlacedEffect, at: number): boolean {
    if (!on) return false
    return this.effectsOn('relation', home, [on.name]).some(
      (effect) => effect.does === 'drops' && !effect.isMove && effect.at > made && effect.at < at,
    )
  }

  private effectsOn(space: Space, schema: string | null, name: readonly string[]): PlacedEffect[] {
    return this.byKey.get(keyOf(space, schema, name)) ?? []
  }
}

function blindAt(at: number, text: string): Blind {
  const lower = text.toLowerCase()
  return { at, text: lower, words: new Set(lower.match(/\w+/g)) }
}

/** Of functions of one name, whichever went along. */
function goneKey(space: Space, schema: string | null, name: readonly string[]): string {
  return keyOf(space, schema, space === 'function' ? name.slice(0, 1) : name)
}

function keyOf(space: Space, schema: string | null, name: readonly string[]): string {
  return JSON.stringify([space, schema, ...name])
}
