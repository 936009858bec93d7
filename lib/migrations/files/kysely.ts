import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOf, toFiles } from '../to-files'
import { versionAndName, withoutEnding } from '../version-and-name'

const FILE = /^[^/]+(?<!\.d)\.[cm]?[jt]s$/

/** Kysely: programs in the order of their names without endings, as its own FileMigrationProvider reads them. */
export const kyselyFiles: FileFormat = {
  tool: 'kysely',
  recognise: (listing) => holdsMark(listing, listing.paths.filter(isOwn), /\bkysely\b/i),
  read: async (listing) => {
    const named = listing.paths
      .filter(isOwn)
      .map((path) => ({ key: withoutEnding(path), ...versionAndName(path), path }))
    const files = await toFiles(
      listing,
      inOrderOf(named, ({ key }) => key),
    )
    return { files, problems: [] }
  },
}

const isOwn = (path: string) => FILE.test(path)
