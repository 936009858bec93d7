import { lineEndChecksums } from '../checksums'
import type { FileFormat, FolderListing } from '../file-format'
import type { MigrationFile } from '../migration-file'
import { readFile } from '../read-sql-file'
import { passedOver, toFiles } from '../to-files'
import { versionAndName } from '../version-and-name'

const JOURNAL = 'meta/_journal.json'
const IN_FOLDER = /^([^/]+)\/migration\.sql$/
const checksums = (bytes: Buffer) => lineEndChecksums(bytes, 'sha256')

/** Drizzle: before 1 the files that a journal lists, since then a folder for each migration with its snapshot. */
export const drizzleFiles: FileFormat = {
  tool: 'drizzle',
  recognise: async ({ paths }) =>
    paths.includes(JOURNAL) ||
    paths.some(
      (path) => IN_FOLDER.test(path) && paths.includes(path.replace(/migration\.sql$/, 'snapshot.json')),
    ),
  read: async (listing) =>
    listing.paths.some((path) => IN_FOLDER.test(path))
      ? await readFolders(listing)
      : await readJournal(listing),
}

async function readFolders(listing: FolderListing) {
  const own = listing.paths.flatMap((path) => {
    const key = IN_FOLDER.exec(path)?.[1]
    return key ? [{ key, ...versionAndName(key), path }] : []
  })
  const problems = listing.paths.includes(JOURNAL)
    ? [
        `${JOURNAL} is of an older Drizzle: from version 1 on, drizzle-kit stops at it until it is brought up to date.`,
      ]
    : []
  return { files: await toFiles(listing, own, { checksums }), problems }
}

async function readJournal(listing: FolderListing) {
  const { entries, problem } = await journalEntries(listing)
  const own = entries.map(({ tag, when }) => ({
    key: String(when),
    version: String(when),
    name: versionAndName(tag).name,
    path: `${tag}.sql`,
  }))
  const files = await toFiles(listing, own, { checksums })
  const strangers = listing.paths.filter(
    (path) => /^[^/]+\.sql$/.test(path) && !own.some((each) => each.path === path),
  )
  return {
    files,
    problems: [
      ...(problem ? [problem] : passedOver('Drizzle', strangers, `${JOURNAL} does not list it`)),
      ...lateEntries(files),
    ],
  }
}

/** Drizzle runs what is younger than the last one that ran, and nothing else. */
function lateEntries(files: readonly MigrationFile[]): string[] {
  return files.flatMap(({ key, path }, i) => {
    const earlier = files.slice(0, i).find((each) => Number(each.key) >= Number(key))
    return earlier
      ? [
          `${path} is no younger than ${earlier.path} by ${JOURNAL}, so Drizzle never runs it where that one ran.`,
        ]
      : []
  })
}

interface JournalEntry {
  readonly tag: string
  readonly when: number
}

async function journalEntries(
  listing: FolderListing,
): Promise<{ readonly entries: JournalEntry[]; readonly problem: string | null }> {
  const { text, problem } = await readFile(listing, JOURNAL)
  if (problem) return { entries: [], problem: `${JOURNAL}: ${problem}` }
  try {
    const { entries } = JSON.parse(text) as { entries?: unknown }
    if (Array.isArray(entries) && entries.every(isEntry)) return { entries, problem: null }
  } catch {}
  return { entries: [], problem: `${JOURNAL} is not what Drizzle writes; it may hold marks of a merge.` }
}

function isEntry(value: unknown): value is JournalEntry {
  const each = value as Partial<JournalEntry> | null
  return typeof each?.tag === 'string' && typeof each.when === 'number'
}
