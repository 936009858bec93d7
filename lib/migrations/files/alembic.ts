import type { FileFormat, FolderListing } from '../file-format'
import { inDependencyOrder } from '../in-dependency-order'
import type { MigrationFile } from '../migration-file'
import { readFile } from '../read-sql-file'
import { holdsMark, inOrderOf, passedOver } from '../to-files'
import { withoutEnding } from '../version-and-name'

const FILE = /^(?:versions\/(?:.*\/)?)?[^/]+\.py$/
const REVISION = /^revision\s*(?::[^=\n]*)?=\s*['"]([^'"]+)['"]/m

/** Alembic: programs that each name the revisions they follow; the folder `versions`, or the one that holds it. */
export const alembicFiles: FileFormat = {
  tool: 'alembic',
  recognise: (listing) => holdsMark(listing, candidates(listing), /^down_revision\b/m),
  read: async (listing) => {
    const paths = inOrderOf(candidates(listing), (path) => path)
    const read = await Promise.all(paths.map((path) => toFile(listing, path)))
    const files = inDependencyOrder(read.filter((file) => file !== null))
    const strangers = paths.filter((_, i) => read[i] === null)
    return {
      files,
      problems: [
        ...missing(files),
        ...passedOver('Alembic', strangers, 'it names no revision'),
        ...severalHeads(files),
      ],
    }
  },
}

function candidates({ paths }: FolderListing): string[] {
  const own = paths.filter((path) => FILE.test(path) && !/(?:^|\/)(?:env|__init__)\.py$/.test(path))
  return own.some((path) => path.startsWith('versions/'))
    ? own.filter((path) => path.startsWith('versions/'))
    : own
}

async function toFile(listing: FolderListing, path: string): Promise<MigrationFile | null> {
  const { text, problem } = await readFile(listing, path)
  const key = REVISION.exec(text)?.[1] ?? (problem ? withoutEnding(path).split('_')[0] : undefined)
  if (key === undefined) return null
  const stem = withoutEnding(path)
  return {
    key,
    version: key,
    name: stem.startsWith(`${key}_`) ? stem.slice(key.length + 1) : stem,
    path,
    sort: 'versioned',
    content: null,
    checksums: [],
    after: [...revisionsOf(text, 'down_revision'), ...revisionsOf(text, 'depends_on')],
    problem,
  }
}

/** `None`, one revision in quotes, or several between brackets. */
function revisionsOf(text: string, variable: string): string[] {
  const value = new RegExp(`^${variable}\\s*(?::[^=\\n]*)?=\\s*(\\([^)]*\\)|\\[[^\\]]*\\]|.*)$`, 'm').exec(
    text,
  )?.[1]
  return [...(value ?? '').matchAll(/['"]([^'"]+)['"]/g)].map(([, revision]) => revision as string)
}

function missing(files: readonly MigrationFile[]): string[] {
  const keys = new Set(files.map(({ key }) => key))
  return files.flatMap(({ path, after }) =>
    (after ?? [])
      .filter((key) => !keys.has(key))
      .map((key) => `${path} follows revision ${key}, which no file here has.`),
  )
}

function severalHeads(files: readonly MigrationFile[]): string[] {
  const heads = files.filter(({ key }) => !files.some(({ after }) => after?.includes(key)))
  if (heads.length < 2) return []
  return [
    `${heads.map(({ path }) => path).join(' and ')} are heads side by side: “alembic upgrade head” stops at them.`,
  ]
}
