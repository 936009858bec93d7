import type { FolderListing } from './file-format'
import type { MigrationFile } from './migration-file'
import { readFile, type SqlOptions, sqlFacts } from './read-sql-file'

/** What a file's name tells of its migration. */
export type NamedFile = Pick<MigrationFile, 'key' | 'version' | 'name' | 'path'> &
  Partial<Pick<MigrationFile, 'sort' | 'after'>>

/** Reads what runs for each; a file in a programming language is not read, and nothing is wrong with that. */
export async function toFiles(
  listing: FolderListing,
  named: readonly NamedFile[],
  options: SqlOptions = {},
): Promise<MigrationFile[]> {
  return await Promise.all(
    named.map(async (each) => ({
      sort: 'versioned' as const,
      after: null,
      ...each,
      ...(each.path.endsWith('.sql') ? sqlFacts(await readFile(listing, each.path), options) : CODE),
    })),
  )
}

const CODE = { content: null, checksums: [], problem: null }

/** Whether one of a few files, from the first to the last, holds the mark of a tool. */
export async function holdsMark(
  listing: FolderListing,
  paths: readonly string[],
  mark: RegExp,
): Promise<boolean> {
  const step = Math.max((paths.length - 1) / (LOOKED_INTO - 1), 1)
  const few = new Set(Array.from({ length: LOOKED_INTO }, (_, i) => paths[Math.round(i * step)] ?? paths[0]))
  const texts = await Promise.all(
    [...few].map(async (path) => (path ? (await readFile(listing, path)).text : '')),
  )
  return texts.some((text) => mark.test(text))
}

const LOOKED_INTO = 5

/** The part of a text from one mark to before another that may follow it; nothing where the first is missing. */
export function partBetween(text: string, from: RegExp, to: RegExp): string {
  const [start, end] = [text.search(from), text.search(to)]
  return start < 0 ? '' : text.slice(start, end > start ? end : undefined)
}

/** A sentence for every file that a tool does not run. */
export function passedOver(tool: string, paths: readonly string[], why: string): string[] {
  return paths.map((path) => `${path} is passed over by ${tool}: ${why}.`)
}

/** By the characters of what is compared. */
export function inOrderOf<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => {
    const [left, right] = [textOf(a), textOf(b)]
    return left < right ? -1 : left > right ? 1 : 0
  })
}

/** By whole numbers of any length; those of one number stay as they are. */
export function inOrderOfNumbers<T>(items: readonly T[], digitsOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => {
    const [left, right] = [BigInt(digitsOf(a)), BigInt(digitsOf(b))]
    return left < right ? -1 : left > right ? 1 : 0
  })
}
