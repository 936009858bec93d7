import { lineEndChecksums } from '../checksums'
import type { FileFormat } from '../file-format'
import { readFile, sqlFacts } from '../read-sql-file'

const FILE = /^([^/]+)\/migration\.sql$/

/** Prisma Migrate up to 7: a folder for each migration, in the order of their names. */
export const prismaFiles: FileFormat = {
  tool: 'prisma',
  recognise: async ({ paths }) =>
    paths.includes('migration_lock.toml') &&
    (paths.length === 1 || paths.some((path) => FILE.test(path))) &&
    !paths.some((path) => path.endsWith('/snapshot.json')),
  read: async (listing) => {
    const own = listing.paths.filter((path) => FILE.test(path))
    const files = await Promise.all(
      own.map(async (path) => {
        const key = FILE.exec(path)?.[1] ?? ''
        const named = /^(\d+)_(.*)$/.exec(key)
        return {
          key,
          version: named?.[1] ?? null,
          name: named?.[2] ?? key,
          path,
          sort: 'versioned' as const,
          after: null,
          ...sqlFacts(await readFile(listing, path), {
            // Prisma itself would take other line ends for an edit.
            checksums: (bytes) => lineEndChecksums(bytes, 'sha256'),
          }),
        }
      }),
    )
    return { files, problems: emptyFolders(listing.paths) }
  },
}

function emptyFolders(paths: readonly string[]): string[] {
  const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''))
  return [...folders]
    .filter((folder) => !paths.includes(`${folder}/migration.sql`))
    .map((folder) => `${folder} is passed over by Prisma: it holds no migration.sql.`)
}
