import type { FileFormat, FolderListing } from '../file-format'
import { djangoApp, djangoName } from '../histories/django'
import { inDependencyOrder } from '../in-dependency-order'
import type { MigrationFile } from '../migration-file'
import { readFile } from '../read-sql-file'
import { holdsMark, inOrderOf } from '../to-files'
import { withoutEnding } from '../version-and-name'

const FILE = /^(?:(?:.*\/)?([^/]+)\/migrations\/)?([^/_~][^/]*)\.py$/

/** Django: classes in the order of their dependencies; the folder of one app, or one that holds several apps. */
export const djangoFiles: FileFormat = {
  tool: 'django',
  recognise: (listing) =>
    holdsMark(
      listing,
      listing.paths.filter(isOwn),
      /from\s+django\.db\s+import|from\s+django\.db\.migrations|import\s+django\.db/,
    ),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), (path) => path)
    const files = await Promise.all(own.map((path) => toFile(listing, path)))
    const known = files.filter((file) => file !== null)
    return { files: inDependencyOrder(known), problems: severalEnds(known) }
  },
}

const isOwn = (path: string) => FILE.test(path)

async function toFile(listing: FolderListing, path: string): Promise<MigrationFile | null> {
  const { text, problem } = await readFile(listing, path)
  if (problem === null && !/\bMigration\b/.test(text)) return null
  const replaces = listed(text, 'replaces')
  const app = FILE.exec(path)?.[1] ?? appOf(listing.folder)
  return {
    ...djangoName(app, withoutEnding(path)),
    path,
    sort: 'versioned',
    content: null,
    checksums: [],
    after: listed(text, 'dependencies'),
    ...(replaces.length > 0 ? { replaces } : {}),
    problem,
  }
}

/** The folder `shop/migrations` is that of the app `shop`. */
function appOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  return (parts.at(-1) === 'migrations' ? parts.at(-2) : parts.at(-1)) ?? ''
}

/** The migrations that a class names in one of its lists. */
function listed(text: string, name: 'dependencies' | 'replaces'): string[] {
  const list = new RegExp(`^\\s*${name}\\s*=\\s*\\[([\\s\\S]*?)\\]`, 'm').exec(text)?.[1] ?? ''
  return [...list.matchAll(/\(\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]\s*,?\s*\)/g)].map(
    ([, app, name]) => `${app}.${name}`,
  )
}

/** Two of one app that nothing stands on make Django stop until they are merged. */
function severalEnds(files: readonly MigrationFile[]): string[] {
  const replaced = new Set(files.flatMap(({ replaces = [] }) => replaces))
  const ends = files.filter(
    ({ key }) =>
      !replaced.has(key) &&
      !files.some((other) => djangoApp(other.key) === djangoApp(key) && other.after?.includes(key)),
  )
  const apps = new Map<string, string[]>()
  for (const { key, path } of ends) apps.set(djangoApp(key), [...(apps.get(djangoApp(key)) ?? []), path])
  return [...apps].flatMap(([app, paths]) =>
    paths.length > 1
      ? [`${paths.join(' and ')} both end the migrations of ${app}: Django stops until they are merged.`]
      : [],
  )
}
