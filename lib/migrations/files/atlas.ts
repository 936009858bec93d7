import { createHash } from 'node:crypto'
import type { FileFormat, FolderListing } from '../file-format'
import type { MigrationFile } from '../migration-file'
import { readFile } from '../read-sql-file'
import { holdsMark, inOrderOf, toFiles } from '../to-files'
import { withoutEnding } from '../version-and-name'

const SUMS = 'atlas.sum'
/** What goes down is no migration of its own, and in no sum. */
const FILE = /^[^/]+(?<!\.down)\.sql$/

/** As golang-migrate and Flyway name their files, for which Atlas writes them and keeps its sums. */
const OTHERS_NAME = /^(?:\d+_[^/]*\.up\.sql|V[\d._]+__[^/]*\.sql)$/
/** Among the comments with which a file begins. */
const CHECKPOINT = /^(?:--[^\n]*\r?\n)*?--\s*atlas:checkpoint\b/
/** As goose, dbmate and Liquibase mark theirs. */
const OTHERS_MARK = /^--\s*(?:\+goose\s+up|migrate:up|liquibase formatted sql)\b/im

/**
 * Atlas: SQL in the order of its names, with a file of sums in which each takes in all before it. Where the files are
 * written for another tool, that tool runs them, unless the configuration says otherwise.
 * https://atlasgo.io/concepts/migration-directory-formats
 */
export const atlasFiles: FileFormat = {
  tool: 'atlas',
  recognise: async (listing) => {
    const own = listing.paths.filter((path) => FILE.test(path))
    if (!listing.paths.includes(SUMS) || own.some((path) => OTHERS_NAME.test(path))) return false
    return !(await holdsMark(listing, own, OTHERS_MARK))
  },
  read: async (listing) => {
    const paths = inOrderOf(
      listing.paths.filter((path) => FILE.test(path)),
      (path) => path,
    )
    const sums = await sumsOf(listing, paths)
    const read = await toFiles(
      listing,
      paths.map((path) => {
        const [version = '', ...words] = withoutEnding(path).replace(/\.up$/, '').split('_')
        return { key: version, version, name: words.join('_') || null, path }
      }),
    )
    const checkpoints = await checkpointsOf(listing, paths)
    const files = read.map((file): MigrationFile => {
      const value = sums.get(file.path)
      return {
        ...file,
        ...(checkpoints.has(file.path) ? { sort: 'baseline' } : {}),
        ...(value ? { checksums: [{ algorithm: 'h1', value, isChained: true }] } : {}),
      }
    })
    return { files, problems: await sumProblems(listing, sums) }
  },
}

/** Files that stand for all before them on a new database, and run nowhere else. */
async function checkpointsOf(listing: FolderListing, paths: readonly string[]): Promise<Set<string>> {
  const read = await Promise.all(paths.map((path) => readFile(listing, path)))
  return new Set(paths.filter((_, i) => CHECKPOINT.test(read[i]?.text ?? '')))
}

async function sumsOf(listing: FolderListing, paths: readonly string[]): Promise<Map<string, string>> {
  const hash = createHash('sha256')
  const sums = new Map<string, string>()
  for (const path of paths) {
    const bytes = await listing.bytes(path).catch(() => Buffer.alloc(0))
    hash.update(path)
    if (/^[ -~]*atlas:sum +ignore *(?:\n|$)/.test(bytes.toString('utf8'))) continue
    sums.set(path, hash.update(bytes).copy().digest('base64'))
  }
  return sums
}

/** After the first difference all further sums differ too, so that only that one is told. */
async function sumProblems(listing: FolderListing, sums: ReadonlyMap<string, string>): Promise<string[]> {
  const { text, problem } = await readFile(listing, SUMS)
  if (problem) return [`${SUMS}: ${problem}`]
  if (/^(?:<{7}|={7}|>{7})/m.test(text))
    return [`${SUMS} holds marks of a merge; “atlas migrate hash” writes it anew.`]
  const written = new Map(
    [...text.matchAll(/^(.+\.sql) h1:(\S+)$/gm)].map(([, path, sum]) => [path as string, sum as string]),
  )
  for (const [path, sum] of sums) {
    if (!written.has(path))
      return [`${path} is not in ${SUMS}, so Atlas stops until “atlas migrate hash” ran.`]
    if (written.get(path) !== sum)
      return [
        `${path}, or which files come before it, has changed since ${SUMS} was written: Atlas stops at it.`,
      ]
  }
  const gone = [...written.keys()].find((path) => !sums.has(path))
  return gone ? [`${SUMS} names ${gone}, which is not there: Atlas stops at it.`] : []
}
