import type { Sql } from '../sql/sql'
import type { ObjectRef } from './address'
import { NEEDS } from './needed-objects'
import type { Row } from './row'

/** `critical`: access widened, RLS off, data at risk; `high`: missing or other behaviour; `cosmetic`: comment, order, name. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'cosmetic'] as const
export type Severity = (typeof SEVERITIES)[number]

/** What making the target like the source would risk. */
export const HAZARDS = [
  'deletesData',
  'losesPrecision',
  'opensAccess',
  'closesAccess',
  'rewritesTable',
  'blocksWrites',
  'breaksQueries',
  'needsRestart',
] as const
export type Hazard = (typeof HAZARDS)[number]

/** What is known of the server a snapshot came from. */
export interface ServerFacts {
  /** `server_version`, for people. */
  readonly version: string
  /** 14, 15, … */
  readonly major: number
  /** In a replay, the role that ran the files: what it owns belongs to whoever runs them elsewhere. */
  readonly runner?: string
}

/** Both servers of a comparison, source first. */
export interface Servers {
  readonly source: ServerFacts
  readonly target: ServerFacts
}

/** How a field's text is to be read: this decides how it is compared across majors and how it is shown. */
export type FieldText = 'plain' | 'yesNo' | 'list' | 'expression' | 'query' | 'code'

/** One comparable property of a kind; its name is the query's column. */
export interface Field {
  readonly name: string
  readonly label: string
  /** `plain` unless said otherwise. */
  readonly text?: FieldText
  /** How serious a difference in this field alone is. */
  readonly severity: Severity
  readonly hazards?: readonly Hazard[]
  /**
   * A whole statement with the text in it, for a text that servers of different majors may word in different ways; an
   * `expression` or a `query` needs none. Undefined for a text that no server words.
   */
  readonly statement?: (text: string) => string | undefined
  /** What a difference is when it concerns fields of this role alone: it becomes the difference's cause. */
  readonly role?: 'owner' | 'order' | 'extensionVersion'
  /** Equality that plain text cannot tell, such as two lists of which only the common part counts. */
  readonly equal?: (source: string | null, target: string | null, servers: Servers, rows: Rows) => boolean
  /** It is the schema in which the object's members lie: what differs elsewhere by this name alone follows from it. */
  readonly qualifies?: true
  /** Its values may be UNREADABLE or hold MASKED parts (sql/fragments); a snapshot then says how many objects do. */
  readonly conceals?: true
}

/** The same object on both sides. */
export interface Rows {
  readonly source: Row
  readonly target: Row
}

/** What a catalog query may depend on. */
export interface ReadContext {
  readonly major: number
  /** OIDs whose definition is behind a lock; see `deparsed` in sql/fragments. */
  readonly busy: readonly number[]
  /** Those of the kinds' restricted columns that the role may read. */
  readonly readable: ReadonlySet<string>
}

/** One object of two sides that is not the same; the rows are given where the side has it. */
export interface Change {
  readonly source?: Row
  readonly target?: Row
  /** Names of the fields that differ; empty where a side lacks the object. */
  readonly fields: readonly string[]
}

/**
 * An object that says more about a change: one below it that follows from it, such as a grant on a table that only one
 * side has, or its counterpart on the other side.
 */
export interface Attached {
  readonly kind: string
  readonly row: Row
}

/** What a kind knows about a change beyond its fields' own hints. */
export interface Judgement {
  readonly severity?: Severity
  /** Where the kind knows that an object missing on one side is there under a name that it does not list. */
  readonly cause?: 'nameOnly'
  readonly hazards?: readonly Hazard[]
  /** A plain sentence: what the difference means for users of the target. */
  readonly meaning?: string
}

/** An object that another one is a copy of or a part of. */
export interface Followed extends ObjectRef {
  /** The field of that object which decides whether this one exists, or else decides `only`. */
  readonly field?: string
  /** That this object only follows where its own side lacks something of the field, a list, that the other side has. */
  readonly isWhereFewer?: boolean
  /** The fields of this object that follow; all, unless said otherwise. */
  readonly only?: readonly string[]
}

/** Finds the objects of a kind whose address begins with these parts, in the same snapshot. */
export type FindRows = (kind: string, ...address: readonly string[]) => readonly Row[]

/** Finds what else the two snapshots of a comparison hold. */
export interface Sides {
  readonly source: FindRows
  readonly target: FindRows
}

/** How two objects of one kind are told to be one that was renamed, perhaps. */
export interface Likeness {
  /** What the object keeps under another name; undefined for one that too many others are like. */
  readonly of: (row: Row) => string | undefined
  readonly nameOf: (row: Row) => string
  /** What both have in common, to follow the name of one: `has columns of the same names`. */
  readonly words: string
}

/** Everything the product knows about one sort of object. */
export interface Kind {
  readonly name: string
  readonly label: { readonly one: string; readonly many: string }
  /** The columns that identify an object, in order; the first columns of the query. */
  readonly address: readonly string[]
  /** What is compared. */
  readonly fields: readonly Field[]
  /** Columns that are read but never compared, such as the kind of the parent. */
  readonly details?: readonly string[]
  /** `cluster` for what all databases of one server share, `database` for the database itself, else what lies in it. */
  readonly scope?: 'cluster' | 'database'
  /** The first server major that has this kind. */
  readonly since?: number
  /**
   * A condition that is cheap to test and true wherever an object of this kind exists: where it is false the query is
   * not run, because planning it costs more than finding nothing.
   */
  readonly isPresent?: Sql
  /** The catalog query; it must name every column of address, fields and details. */
  readonly query: (context: ReadContext) => Sql
  /** Catalog columns, as `catalog.column`, that plain roles may not read: without the right the query must not name them. */
  readonly restrictedColumns?: readonly string[]
  /** True when the query calls deparse functions, which wait for locks. */
  readonly deparses?: boolean
  readonly parent?: (row: Row) => ObjectRef | undefined
  /** Objects without which this one cannot exist, besides its parent: their absence explains its absence. */
  readonly requires?: (row: Row) => readonly ObjectRef[]
  /** Objects of which this one is a copy or a part: what differs there in the same way is not listed here again. */
  readonly follows?: (row: Row) => readonly Followed[]
  /** Objects of equal definition under one parent are the same thing with another name. */
  readonly pairsByDefinition?: boolean
  /** What another name alone means, for objects that take effect in the order of their names; else it is cosmetic. */
  readonly otherName?: Judgement
  /** A place under the parent that one object takes: two that take it are the same thing, whatever their names. */
  readonly slot?: (row: Row) => string | undefined
  /** True for an object whose name nobody chose or uses: of two that are the same thing it is not shown. */
  readonly isUnnamed?: (row: Row) => boolean
  /** How serious it is when the target lacks the object, and when only the target has it. */
  readonly missing: Severity
  readonly extra: Severity
  /**
   * What an object does, where one of another kind can do the same: a unique index and a unique constraint on the same
   * columns have one text here.
   */
  readonly counterpart?: (row: Row) => string | undefined
  /** By what an object is known again under another name, for kinds whose renamed objects hardly are others. */
  readonly likeness?: Likeness
  /**
   * `attached` is what the object has below it that is not listed beside it, and counterparts that only the other side
   * has; `sides` are given where whole snapshots are compared.
   */
  readonly judge?: (
    change: Change,
    servers: Servers,
    attached?: readonly Attached[],
    sides?: Sides,
  ) => Judgement
  /** A readable statement; shown, never compared. */
  readonly ddl: (row: Row, find: FindRows) => string
}

/** All columns of a kind's rows, in order. */
export function kindColumns(kind: Kind): string[] {
  return [...kind.address, ...kind.fields.map((field) => field.name), ...(kind.details ?? [])]
}

/** Those of its lines, beside which lies what the objects need. */
export function lineColumns(kind: Kind): string[] {
  return kindColumns(kind).filter((column) => column !== NEEDS)
}
