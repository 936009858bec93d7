import type { FileFormat } from '../file-format'
import type { MigrationFile } from '../migration-file'
import { readFile, sqlFacts } from '../read-sql-file'

/**
 * https://github.com/supabase/cli, pkg/migration/list.go: files run in the order of their names; other names are passed
 * over, and so is an old `init` where nothing stands before it.
 */
const FILE = /^([0-9]+)_(.*)\.sql$/
const OLD_INIT = /^[0-9]{14}_init\.sql$/
const INIT_BEFORE = '20211209000000'

export const supabaseFiles: FileFormat = {
  tool: 'supabase',
  recognise: async ({ folder, paths }) =>
    /(^|\/)supabase\/migrations\/?$/.test(folder) &&
    (paths.length === 0 || paths.some((path) => FILE.test(path))),
  read: async (listing) => {
    const own = listing.paths.filter((path) => !path.includes('/') && path.endsWith('.sql'))
    const runs = (path: string) => FILE.test(path) && !(path === listing.paths[0] && isOldInit(path))
    const files = await Promise.all(
      own.filter(runs).map(async (path) => toFile(path, await readFile(listing, path))),
    )
    const problems = own.flatMap((path) => {
      if (runs(path)) return []
      if (FILE.test(path))
        return [`${path} is passed over by the Supabase CLI: it stands for the old local set-up.`]
      return [`${path} is passed over by the Supabase CLI: its name is not <timestamp>_<name>.sql.`]
    })
    return { files, problems }
  },
}

function isOldInit(path: string): boolean {
  return OLD_INIT.test(path) && (FILE.exec(path)?.[1] ?? '') < INIT_BEFORE
}

function toFile(path: string, read: Awaited<ReturnType<typeof readFile>>): MigrationFile {
  const [, version = '', name = ''] = FILE.exec(path) ?? []
  return {
    key: version,
    version,
    name: name || null,
    path,
    sort: 'versioned',
    after: null,
    ...sqlFacts(read),
  }
}
