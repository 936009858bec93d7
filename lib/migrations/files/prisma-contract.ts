import type { FileFormat, FolderListing } from '../file-format'
import { contractMigration } from '../histories/prisma-contract'
import type { MigrationFile } from '../migration-file'
import { readFile } from '../read-sql-file'
import { inOrderOf } from '../to-files'

const FILE = /^([^/]+)\/([^/]+)\/migration\.json$/

/** Prisma 8: a folder for each step within the folder of its space; what runs is a list of operations. */
export const prismaContractFiles: FileFormat = {
  tool: 'prisma-contract',
  recognise: async ({ paths }) =>
    paths.some((path) => FILE.test(path) && paths.includes(path.replace(/migration\.json$/, 'ops.json'))),
  read: async (listing) => {
    const own = inOrderOf(
      listing.paths.filter((path) => FILE.test(path)),
      (path) => path,
    )
    return { files: await Promise.all(own.map((path) => toFile(listing, path))), problems: [] }
  },
}

async function toFile(listing: FolderListing, path: string): Promise<MigrationFile> {
  const [, space = '', folder = ''] = FILE.exec(path) ?? []
  const { text, problem } = await readFile(listing, path)
  const hash = problem ? null : hashIn(text)
  return {
    ...contractMigration(space, folder),
    path,
    sort: 'versioned',
    content: null,
    checksums: hash ? [{ algorithm: 'prisma', value: hash }] : [],
    after: null,
    problem: problem ?? (hash === undefined ? 'It is not JSON; it may hold marks of a merge.' : null),
  }
}

/** Under its older or newer name; null where it holds none, undefined where it is no JSON. */
function hashIn(text: string): string | null | undefined {
  try {
    const { migrationHash, migrationId } = JSON.parse(text) as Record<string, unknown>
    const hash = migrationHash ?? migrationId
    return typeof hash === 'string' ? hash : null
  } catch {
    return undefined
  }
}
