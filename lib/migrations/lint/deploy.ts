import { listValue } from '../../objects/list-value'
import type { Effect, Space } from './effect'
import { effectsOf, valueAdded } from './effects'
import type { EnvironmentFacts, Presence } from './facts'
import { goneAlong, isCascading } from './gone-along'
import { HiddenSql } from './hidden-sql'
import { putsUnderParent } from './names-itself'
import { TEMPORARY, type WrittenName } from './nodes'
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

const TABLE_KINDS = ['table', 'foreign-table', 'view', 'materialized-view']

/** What belongs to a table, and goes with it. */
const PARTS: ReadonlySet<Space> = new Set(['policy', 'trigger', 'column', 'constraint'])

/** All pending statements in their order, over what is in the target before them. */
export class Deploy {
  readonly statements: readonly LintStatement[]
  readonly effects: PlacedEffect[] = []
  /** Values that are added to enums, with the places of their statements. */
  readonly addedValues: { readonly type: string; readonly value: string; readonly place: number }[] = []
  private readonly hidden: HiddenSql
  /** The first statement that puts a table under another; -1 for none. */
  private readonly firstParent: number
  private readonly byKey = new Map<string, PlacedEffect[]>()
  private readonly byPlace = new Map<number, readonly PlacedEffect[]>()
  /** Where `CASCADE` first took something of the target along. */
  private readonly gone = new Map<string, number>()
  /** Where a foreign schema brings tables of names that nothing says. */
  private readonly imports: { readonly at: number; readonly schema: string }[] = []
  /** Where something is dropped that may take along what the statement does not name. */
  private readonly wideDrops: { readonly at: number; readonly isCascade: boolean }[] = []
  /** With them go their indexes. */
  private readonly lostConstraints: PlacedEffect[] = []
  /** Where tables went from one schema to another. */
  private readonly moves: { readonly at: number; readonly schemas: readonly (string | null)[] }[] = []

  constructor(
    readonly scripts: readonly LintScript[],
    readonly target: EnvironmentFacts,
  ) {
    this.statements = scripts.flatMap(({ statements }) => statements)
    this.hidden = new HiddenSql(scripts, target.find)
    this.firstParent = this.statements.findIndex(({ tree }) => putsUnderParent(tree))
    for (const [at, statement] of this.statements.entries()) {
      const { ImportForeignSchemaStmt: imported } = statement.tree
      if (imported?.local_schema) this.imports.push({ at, schema: imported.local_schema })
      for (const effect of effectsOf(statement.tree)) this.add(effect, at)
      this.addGone(statement, at)
      const added = valueAdded(statement.tree)
      if (added) this.addedValues.push({ ...added, place: at })
    }
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
    return { schema: found ?? this.firstSchema(path, at), name }
  }

  /** Whether something is there just before a statement runs. */
  presence(space: Space, schema: string | null, name: readonly string[], at: number): Presence {
    if (this.isBlindTo(space, name, at) || this.mayHaveMoved(space, schema, name, at)) return 'unknown'
    const own = this.lastEffect(space, schema, name, at)
    if (own?.does === 'creates' && this.hasLostTable(own, at)) return 'absent'
    const cleared = this.clearedBy(space, schema, name, at)
    if (own && own.at >= (cleared?.at ?? -1)) {
      if (own.does === 'drops') return 'absent'
      return this.mayHaveGone(own, at) ? 'unknown' : 'present'
    }
    if (!cleared) {
      const before = this.target.presence(space, schema, name)
      if (before === 'absent' && this.mayBeMadeByOtherTool(space, schema, name, at)) return 'unknown'
      const gone = this.goneAt(space, schema, name)
      const isGone = (gone !== undefined && gone < at) || this.mayHaveGoneWithParent(space, schema, name, at)
      return before === 'present' && isGone ? 'unknown' : before
    }
    if (!cleared.from) return 'absent'
    if (cleared.space === 'schema') return this.presence(space, cleared.from.name, name, cleared.at)
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
    if (last) return last.from ? this.nameInTarget(this.resolve(last.from, last.at), last.at) : table
    const schema = this.lastEffect('schema', null, [table.schema], at)
    return schema?.from ? this.nameInTarget({ ...table, schema: schema.from.name }, schema.at) : table
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

  /** Of a search path, the first schema that is there: in it, what has no schema is made. */
  private firstSchema(path: readonly string[], at: number): string {
    const isThere = (schema: string) => {
      const own = this.lastEffect('schema', null, [schema], at)
      if (own) return own.does === 'creates'
      const { live } = this.target
      return live
        ? live.hasName('schema', schema)
        : this.target.presence('schema', null, [schema]) !== 'absent'
    }
    return path.find(isThere) ?? path[0] ?? 'public'
  }

  /**
   * Whether the pending files have made an extension before a statement runs that the target does not have: nobody knows what it
   * brought. @param known extensions that count as bringing nothing
   */
  hasNewExtension(at: number, known: ReadonlySet<string> = new Set()): boolean {
    const isNew = (name: string) =>
      !known.has(name) && this.target.presence('extension', null, [name]) !== 'present'
    return (
      this.effects.some(
        ({ does, space, name: [name = ''], at: made }) =>
          made < at && does === 'creates' && space === 'extension' && isNew(name),
      ) || this.hidden.mayMakeExtension(isNew, at)
    )
  }

  /** Whether the pending files put a table under another before a statement runs, which then gets that one's columns. */
  makesParents(at: number): boolean {
    return this.firstParent !== -1 && this.firstParent < at
  }

  /** Whether SQL that is put together while it runs, or that could not be parsed, may have made or dropped something. */
  isBlindTo(space: Space, name: readonly string[], at: number): boolean {
    return this.hidden.mayTouch(space, name, at)
  }

  /** What these files made goes with what it needs, by `CASCADE`, and a table with the one that it is a partition of. */
  private mayHaveGone(made: PlacedEffect, at: number): boolean {
    const { CreateStmt: table } = (this.statements[made.at] as LintStatement).tree
    const hasParent = table?.partbound ?? table?.inhRelations ?? table?.ofTypename ?? this.makesParents(at)
    if (made.noun === 'table' && !hasParent) return false
    return this.wideDrops.some(
      (drop) => drop.at > made.at && drop.at < at && (drop.isCascade || made.noun === 'table'),
    )
  }

  private mayHaveGoneWithParent(
    space: Space,
    schema: string | null,
    [name = '']: readonly string[],
    at: number,
  ): boolean {
    if (space !== 'relation' || !this.wideDrops.some((drop) => drop.at < at)) return false
    const [table] = this.target.find('table', schema ?? '', name)
    return table !== undefined && (listValue(table.parents).length > 0 || this.makesParents(at))
  }

  /** Indexes and sequences go along with a table to another schema, and an index and its constraint have one name. */
  private mayHaveMoved(space: Space, schema: string | null, name: readonly string[], at: number): boolean {
    const [first = '', part = ''] = name
    if (space === 'constraint')
      return this.effectsOn('relation', schema, [part]).some(
        (effect) => effect.at < at && (effect.from ?? effect.isMove),
      )
    if (space !== 'relation') return false
    if (this.lostConstraints.some((each) => each.at < at && each.home === schema && each.name[1] === first))
      return true
    if (this.imports.some((each) => each.at < at && each.schema === schema)) return true
    if (!this.moves.some((each) => each.at < at && each.schemas.includes(schema))) return false
    const last = this.lastEffect(space, schema, [first], at)
    if (last) return last.noun === 'index' || last.noun === 'sequence'
    return !TABLE_KINDS.some((kind) => this.target.find(kind, schema ?? '', first).length > 0)
  }

  /** Two tools run one after the other, and nothing says which is first. */
  private mayBeMadeByOtherTool(
    space: Space,
    schema: string | null,
    name: readonly string[],
    at: number,
  ): boolean {
    return this.effectsOn(space, schema, name).some(
      (effect) => effect.at > at && effect.does === 'creates' && !this.isOfSameTool(effect.at, at),
    )
  }

  /** Whether one tool runs both statements, so that their order is known. */
  isOfSameTool(at: number, other: number): boolean {
    return this.statements[at]?.tool === this.statements[other]?.tool
  }

  private add(effect: Effect, at: number): void {
    const placed = { ...effect, at, home: this.homeOf(effect, at) }
    this.effects.push(placed)
    this.byPlace.set(at, [...this.effectsAt(at), placed])
    if (placed.space === 'constraint' && placed.does === 'drops') this.lostConstraints.push(placed)
    const schemas = placed.space === 'relation' ? this.effectsAt(at).map(({ home }) => home) : []
    if (placed.from && schemas.some((schema) => schema !== placed.home)) this.moves.push({ at, schemas })
    const key = keyOf(placed.space, placed.home, placed.name)
    const known = this.byKey.get(key)
    if (known) known.push(placed)
    else this.byKey.set(key, [placed])
  }

  private addGone({ tree }: LintStatement, at: number): void {
    const isCascade = isCascading(tree)
    if (isCascade || tree.DropStmt?.removeType === 'OBJECT_TABLE') this.wideDrops.push({ at, isCascade })
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
    return found || this.firstSchema(path, at)
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
      ...ofSchema.filter(({ does, from }) => does === 'drops' || from),
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

/** Of functions of one name, whichever went along. */
function goneKey(space: Space, schema: string | null, name: readonly string[]): string {
  return keyOf(space, schema, space === 'function' ? name.slice(0, 1) : name)
}

function keyOf(space: Space, schema: string | null, name: readonly string[]): string {
  return JSON.stringify([space, schema, ...name])
}
