import fs from 'node:fs/promises'
import path from 'node:path'
import type { MigrationFolder } from '../config/configuration'
import { readFolder } from './read-folder'

/** Where the tools and their guides put migrations, beside the places that Supabase, Prisma and Drizzle name. */
const USUAL_PLACES = [
  'migrations',
  'db/migrations',
  'db/migrate',
  'database/migrations',
  'sql/migrations',
  'src/migrations',
  'src/db/migrations',
  'src/database/migrations',
  'src/main/resources/db/migration',
  'src/main/resources/db/changelog',
  'alembic',
  'hasura/migrations',
] as const

/**
 * Folders of migrations at the usual places of a project that are in the format of a tool and hold at least one.
 * @param known folders that are configured already; what lies in one of them is not given again.
 */
export async function findFolders(
  directory: string,
  known: readonly MigrationFolder[],
): Promise<MigrationFolder[]> {
  const places = USUAL_PLACES.filter((name) => {
    const place = path.join(directory, name)
    return !known.some((folder) => holds(folder.path, place) || holds(place, folder.path))
  })
  const found = await Promise.all(places.map((name) => asFolder(directory, name)))
  return found.filter((folder) => folder !== null)
}

function holds(folder: string, other: string): boolean {
  return !path.relative(folder, other).startsWith('..')
}

async function asFolder(directory: string, name: string): Promise<MigrationFolder | null> {
  const place = path.join(directory, name)
  const isFolder = await fs.stat(place).then(
    (stat) => stat.isDirectory(),
    () => false,
  )
  if (!isFolder) return null
  const read = await readFolder({ path: place, name }).catch(() => null)
  return read && read.files.length > 0 ? { path: place, name, source: 'found at a usual place' } : null
}
