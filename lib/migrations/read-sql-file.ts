import { splitStatements } from '../sql/split-statements'
import { contentOf } from './content'
import type { FolderListing } from './file-format'
import type { Checksum } from './history'
import type { MigrationFile } from './migration-file'

/** A file as far as every tool reads it alike. */
export interface ReadFile {
  readonly bytes: Buffer | null
  /** Without a byte order mark; empty where it cannot be read. */
  readonly text: string
  readonly problem: string | null
}

/** Reads a file as UTF-8; a file that cannot be read has a problem in place of its text. Never throws. */
export async function readFile(listing: FolderListing, path: string): Promise<ReadFile> {
  try {
    const bytes = await listing.bytes(path)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { bytes, text, problem: null }
  } catch (error) {
    const problem = error instanceof TypeError ? 'It is not UTF-8.' : (error as Error).message
    return { bytes: null, text: '', problem }
  }
}

export interface SqlOptions {
  /** The part of the text that runs; all of it unless told. */
  readonly up?: (text: string) => string
  readonly checksums?: (bytes: Buffer) => readonly Checksum[]
  /** What keeps the tool from running the text, in a sentence. */
  readonly check?: (text: string) => string | null
  /** The tool runs its files with psql, so that commands of psql are nothing wrong. */
  readonly runsPsql?: boolean
}

/** What of a migration file hangs on its text: the content that runs, its checksums, and what is wrong with it. */
export function sqlFacts(
  { bytes, text, problem }: ReadFile,
  options: SqlOptions = {},
): Pick<MigrationFile, 'content' | 'checksums' | 'problem' | 'part'> {
  if (bytes === null) return { content: null, checksums: [], problem }
  const script = options.up ? options.up(text) : text
  const start = text.indexOf(script)
  return {
    content: contentOf(script),
    ...(script === text || start < 0 ? {} : { part: [start, start + script.length] as const }),
    checksums: options.checksums?.(bytes) ?? [],
    problem: options.check?.(text) ?? (options.runsPsql ? null : psqlProblem(script)),
  }
}

function psqlProblem(script: string): string | null {
  if (!script.includes('\\')) return null
  const [first] = splitStatements(script).psqlLines
  if (!first) return null
  return `Line ${first.line} is a command of psql (${first.text.trim().split(/\s/)[0]}), which no migration tool runs.`
}
