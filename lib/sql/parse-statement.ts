import type { Node } from 'libpg-query'
import { loadGrammar } from './wording'

type KindOf<Union> = Union extends unknown ? keyof Union : never
type NodeKind = KindOf<Node>

/** A node of a syntax tree, read by its kind: `tree.CreateStmt?.relation`. */
export type Tree = { readonly [Kind in NodeKind]?: Extract<Node, Record<Kind, unknown>>[Kind] }

/** Where the grammar stopped, and why. */
export interface ParseFailure {
  readonly message: string
  /** Characters before the place; 0 where the grammar does not tell. */
  readonly at: number
  /** Whether the grammar refused it; else it was not asked. */
  readonly isMistake: boolean
}

/** Parses one statement with the grammar of the newest Postgres. */
export type ParseStatement = (statement: string) => Tree | ParseFailure

/** Longer ones hold rows, and would make trees of many times their size. */
const LONGEST = 1_000_000

/** Loads Postgres's own grammar and gives its parser; it never throws for a text. */
export async function statementParser(): Promise<ParseStatement> {
  await loadGrammar()
  const { parseSync, hasSqlDetails } = await import('libpg-query')
  return (statement) => {
    if (statement.length > LONGEST) {
      return { message: 'the statement is too long', at: 0, isMistake: false }
    }
    try {
      return (parseSync(statement).stmts?.[0]?.stmt ?? {}) as Tree
    } catch (error) {
      const at = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0
      return { message: (error as Error).message, at, isMistake: true }
    }
  }
}

/** Tells a failure from a tree. */
export function isParseFailure(parsed: Tree | ParseFailure): parsed is ParseFailure {
  return 'message' in parsed
}
