import { createHash } from 'node:crypto'
import { contentOf } from '../content'
import type { FileFormat, FolderListing } from '../file-format'
import { liquibaseChecksum, liquibaseKey } from '../histories/liquibase'
import type { Checksum } from '../history'
import { type ChangeSet, includedPaths, isChangelog, parseChangelog } from '../liquibase-changes'
import type { MigrationFile } from '../migration-file'
import { readFile } from '../read-sql-file'
import { holdsMark, passedOver } from '../to-files'

const FILE = /\.(?:sql|xml|ya?ml|json)$/
const ROOT = /^[^/]*(?:master|root|changelog)[^/]*\.(?:xml|ya?ml|json|sql)$/i

/** Liquibase: change sets in the order in which the changelogs name each other, beginning with the outermost one. */
export const liquibaseFiles: FileFormat = {
  tool: 'liquibase',
  recognise: (listing) =>
    holdsMark(
      listing,
      candidates(listing),
      /^\s*--\s*liquibase formatted|<databaseChangeLog\b|^\s*\{?\s*"?databaseChangeLog"?\s*:/im,
    ),
  read: async (listing) => {
    const texts = new Map<string, string>()
    const unreadable: MigrationFile[] = []
    for (const path of candidates(listing)) {
      const { text, problem } = await readFile(listing, path)
      if (problem) unreadable.push(unreadableFile(path, problem))
      else if (isChangelog(path, text) || path.endsWith('.sql')) texts.set(path, text)
    }
    const walk = new Walk(listing, texts)
    const root = [...texts.keys()].find((path) => ROOT.test(path))
    for (const path of root ? [root] : [...texts.keys()]) walk.visit(path)
    const strangers = [...texts.keys()].filter((path) => !walk.visited.has(path))
    return {
      files: [...walk.files, ...unreadable],
      problems: [...walk.problems, ...passedOver('Liquibase', strangers, `${root} does not lead to it`)],
    }
  },
}

/** Follows the includes of changelogs; one that was visited is not visited again. */
class Walk {
  readonly files: MigrationFile[] = []
  readonly problems: string[] = []
  readonly visited = new Set<string>()

  constructor(
    private readonly listing: FolderListing,
    private readonly texts: ReadonlyMap<string, string>,
  ) {}

  visit(path: string): void {
    const text = this.texts.get(path)
    if (text === undefined || this.visited.has(path)) return
    this.visited.add(path)
    if (!isChangelog(path, text)) {
      this.files.push(
        toFile(path, {
          id: 'raw',
          author: 'includeAll',
          file: null,
          isRepeatable: false,
          sql: text,
          part: null,
          isConditional: true,
        }),
      )
      return
    }
    for (const part of parseChangelog(path, text)) {
      if ('change' in part) this.files.push(toFile(path, part.change))
      else this.include(path, part)
    }
  }

  private include(from: string, part: { readonly include: string; readonly isFolder: boolean }): void {
    const found = includedPaths(this.listing, from, part)
    if (found.length === 0)
      this.problems.push(`${from} leads to ${part.include}, which is not in this folder.`)
    for (const path of found) this.visit(path)
  }
}

function toFile(
  path: string,
  { id, author, file, isRepeatable, sql, part, isConditional }: ChangeSet,
): MigrationFile {
  return {
    key: liquibaseKey(file ?? path, id, author),
    version: null,
    name: id,
    path,
    sort: isRepeatable ? 'repeatable' : 'versioned',
    content: sql === null ? null : contentOf(sql),
    ...(part ? { part } : {}),
    checksums: sql === null || isConditional ? [] : [checksumOf(sql)],
    after: null,
    problem: null,
  }
}

/** Version 9 of its checksums, written since Liquibase 4.22: a change without any spaces, then all changes of the set. */
function checksumOf(sql: string): Checksum {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const change = `9:${md5(sql.replace(/[ \n\r\t]/g, ''))}`
  return liquibaseChecksum(`9:${md5(`${change}:`)}`)
}

function unreadableFile(path: string, problem: string): MigrationFile {
  const facts = { content: null, checksums: [], after: null, problem }
  return { key: path, version: null, name: path, path, sort: 'versioned', ...facts }
}

function candidates({ paths }: FolderListing): string[] {
  return paths.filter((path) => FILE.test(path))
}
