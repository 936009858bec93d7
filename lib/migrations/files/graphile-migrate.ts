import { createHash } from 'node:crypto'
import type { FileFormat } from '../file-format'
import { graphileChecksum, graphileNumber } from '../histories/graphile-migrate'
import type { MigrationFile } from '../migration-file'
import { type ReadFile, readFile, sqlFacts } from '../read-sql-file'
import { holdsMark, inOrderOf, passedOver } from '../to-files'

const FILE = /^(?:committed\/)?(\d{6})(?:-([^/]*))?\.sql$/
const HEADER = /^--! ([A-Z]\w*)(?::(.*))?$/

/** Graphile Migrate: files of the folder `committed`, each with the hash of the one before it in its head. */
export const graphileMigrateFiles: FileFormat = {
  tool: 'graphile-migrate',
  recognise: (listing) => holdsMark(listing, listing.paths.filter(isOwn), /^--! ?Previous:/m),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), graphileNumber)
    const read = await Promise.all(own.map(async (path) => committed(path, await readFile(listing, path))))
    const files = read.map(({ file }) => file)
    const breaks = read.flatMap(({ file, previous }, i) => {
      const before = read[i - 1]
      if (previous === (before?.hash ?? null) || file.problem) return []
      return [
        `${file.path} does not follow ${before?.file.path ?? 'nothing'}: its Previous names another hash.`,
      ]
    })
    const strangers = listing.paths.filter((path) => path.startsWith('committed/') && !isOwn(path))
    return {
      files,
      problems: [...breaks, ...passedOver('Graphile Migrate', strangers, 'its name is not six digits')],
    }
  },
}

const isOwn = (path: string) => FILE.test(path)

/** What a committed file says of itself: its hash and the one before it; null for the first one. */
function committed(
  path: string,
  read: ReadFile,
): { readonly file: MigrationFile; readonly hash: string | null; readonly previous: string | null } {
  const { headers, body } = parseHeaders(read.text)
  const previous = headers.get('Previous') ?? null
  const hash = headers.get('Hash') ?? null
  const before = previous === '-' ? null : previous
  const computed = hashOf(body, before)
  const key = graphileNumber(path)
  const facts = sqlFacts(read, { up: () => body, checksums: () => [graphileChecksum(computed)] })
  const isBroken = read.bytes !== null && (previous === null || hash === null)
  const isEdited = read.bytes !== null && hash !== computed && !headers.has('AllowInvalidHash')
  const problem = isBroken
    ? 'It lacks the lines Previous and Hash at its head.'
    : isEdited
      ? 'It was edited after it was committed: its hash is not the one at its head.'
      : facts.problem
  return {
    file: {
      key,
      version: key,
      name: FILE.exec(path)?.[2] || headers.get('Message') || null,
      path,
      sort: 'versioned',
      after: null,
      ...facts,
      problem,
    },
    hash,
    previous: before,
  }
}

function parseHeaders(text: string): { headers: Map<string, string>; body: string } {
  const lines = text.split('\n')
  const headers = new Map<string, string>()
  let at = 0
  for (; at < lines.length; at++) {
    const header = HEADER.exec((lines[at] as string).trimEnd())
    if (!header) break
    headers.set(header[1] as string, (header[2] ?? '').trim())
  }
  return { headers, body: lines.slice(at).join('\n').trim() }
}

function hashOf(body: string, previous: string | null): string {
  return `sha1:${createHash('sha1')
    .update(`${`${previous ?? ''}\n${body}`.trim()}\n`)
    .digest('hex')}`
}
