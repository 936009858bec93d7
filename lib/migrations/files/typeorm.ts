import type { FileFormat, FolderListing } from '../file-format'
import { readFile } from '../read-sql-file'
import { holdsMark, inOrderOfNumbers, passedOver, toFiles } from '../to-files'

const FILE = /^(?:[^/]+\/)*[^/]+(?<!\.d)\.[cm]?[jt]s$/
const CLASS = /\bclass\s+(\w+\d{13})\b/
const NAME = /(?:^|[\s.])name\s*=\s*['"`](\w+\d{13})['"`]/

/** TypeORM: classes in the order of the times with which their names end, whatever their files are called. */
export const typeormFiles: FileFormat = {
  tool: 'typeorm',
  recognise: (listing) =>
    holdsMark(listing, listing.paths.filter(isOwn), /\bMigrationInterface\b|\bQueryRunner\b|\btypeorm\b/),
  read: async (listing) => {
    const found = await Promise.all(
      listing.paths.filter(isOwn).map(async (path) => ({ path, key: await className(listing, path) })),
    )
    const named = found.flatMap(({ path, key }) => {
      const parts = /^(.*?)(\d{13})$/.exec(key ?? '')
      return parts ? [{ key: key as string, version: parts[2] as string, name: parts[1] || null, path }] : []
    })
    const strangers = found.filter(({ path }) => !named.some((each) => each.path === path))
    const files = await toFiles(
      listing,
      inOrderOfNumbers(named, ({ version }) => version),
    )
    return {
      files,
      problems: [
        ...passedOver(
          'TypeORM',
          strangers.map(({ path }) => path),
          'no class in it has a name that ends with a time in milliseconds',
        ),
      ],
    }
  },
}

const isOwn = (path: string) => FILE.test(path)

async function className(listing: FolderListing, path: string): Promise<string | null> {
  const { text } = await readFile(listing, path)
  return NAME.exec(text)?.[1] ?? CLASS.exec(text)?.[1] ?? null
}
