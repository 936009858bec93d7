import { KINDS } from '../../kinds/all'
import type { Row } from '../../objects/row'
import { snapshotOf } from '../../objects/snapshot.fixture'
import { statementParser } from '../../sql/parse-statement'
import { readDatabase } from '../../testing/read-database'
import { type EnvironmentFacts, environmentFacts, type LiveFacts } from './facts'
import { type AskSquawk, lintFiles, namesAsked, readPending } from './lint-files'
import type { LintedFile, LintFinding } from './lint-finding'
import type { TableSize } from './size'

const KILO = 1000

/** Tables of the schema public that every environment of these tests has, by how large they are. */
const TABLES: Readonly<Record<string, TableSize>> = {
  empty: { rows: 0, bytes: 8 * KILO },
  small: { rows: 100, bytes: 16 * KILO },
  medium: { rows: 200 * KILO, bytes: 90 * KILO * KILO },
  big: { rows: 5 * KILO * KILO, bytes: 2 * KILO * KILO * KILO },
  uncounted: { rows: null, bytes: null },
}

/** What an environment has beside these tables. */
export interface World {
  readonly name?: string
  /** Rows of its snapshot by kind. */
  readonly rows?: Readonly<Record<string, readonly Row[]>>
  /** Null for a server that does not answer. */
  readonly live?: Partial<LiveFacts> | null
}

function environment({ name = 'prod', rows = {}, live = {} }: World = {}): EnvironmentFacts {
  const schemas = [{ name: 'public', owner: 'pg_database_owner' }, ...(rows.schema ?? [])]
  const tables = [
    ...Object.keys(TABLES).map((table) => ({ schema: 'public', name: table })),
    ...(rows.table ?? []),
  ]
  const known: Readonly<Record<string, readonly Row[]>> = { ...rows, schema: schemas, table: tables }
  const snapshot = snapshotOf(KINDS.map((kind) => ({ kind, rows: known[kind.name] ?? [] })))
  const sizes = Object.entries(TABLES).map(([table, size]) => [`public.${table}`, size] as const)
  return environmentFacts(
    name,
    snapshot,
    live && {
      searchPath: ['$user', 'public'],
      extensions: new Set(['pgcrypto']),
      relations: new Map(sizes),
      hasName: () => true,
      ...live,
    },
  )
}

interface Setting {
  readonly world?: World
  /** Of all files, or of each by its path. */
  readonly tool?: string | ((path: string) => string)
  /** Another environment in which all of the files are to run too. */
  readonly alsoPendingIn?: World
  readonly askSquawk?: AskSquawk
}

/** Lints files as they would run one after the other; one text is one file, and null is a program. */
export async function lint(
  files: string | Readonly<Record<string, string | null>>,
  { world, tool = 'supabase', alsoPendingIn, askSquawk = null }: Setting = {},
): Promise<LintedFile[]> {
  const texts = typeof files === 'string' ? { '1.sql': files } : files
  const others = alsoPendingIn ? [environment(alsoPendingIn)] : []
  const pending = Object.entries(texts).map(([path, text]) => ({
    ...{ path, migration: path, tool: typeof tool === 'string' ? tool : tool(path), text, problem: null },
    alsoPendingIn: others,
  }))
  const scripts = await readPending(pending, await statementParser())
  return lintFiles(pending, scripts, environment(world), askSquawk)
}

/** What is found in one script that is to run in this environment. */
export async function findingsIn(
  text: string,
  tool: string,
  target: EnvironmentFacts,
): Promise<readonly LintFinding[]> {
  const file = { path: '1.sql', migration: '1', tool, text, problem: null, alsoPendingIn: [] }
  const [linted] = await lintFiles([file], await readPending([file], await statementParser()), target, null)
  return linted?.findings ?? []
}

/** What one script asks the server about. */
export async function namesAskedBy(text: string): Promise<string[]> {
  const file = { path: '1.sql', migration: '1', tool: 'supabase', text, problem: null, alsoPendingIn: [] }
  return namesAsked(await readPending([file], await statementParser()))
}

/** What is known of a database, in which `t` is large. */
export async function largeTableIn(url: string): Promise<EnvironmentFacts> {
  const relations = new Map([['public.t', { rows: 5_000_000, bytes: 2 ** 31 }]])
  const live = { searchPath: ['public'], extensions: new Set<string>(), relations, hasName: () => true }
  return environmentFacts('prod', await readDatabase(url), live)
}

/** What is found, in short: `high index-blocks-writes`. */
export async function found(...call: Parameters<typeof lint>): Promise<string[]> {
  const files = await lint(...call)
  return files.flatMap(({ findings }) => findings.map(({ severity, rule }) => `${severity} ${rule}`))
}
