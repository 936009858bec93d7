import type { MigrationFile } from './migration-file'

/** Whether a version comes up to another one, with numbers between dots: `1` and `1.0` are the same. */
export function isUpTo(version: string | null, last: string | null): boolean {
  if (version === null || last === null) return false
  const [left, right] = [version, last].map((each) => each.replace(/(?:\.0+)+$/, '')) as [string, string]
  return left.localeCompare(right, 'en', { numeric: true }) <= 0
}

/** The baseline file that a new database begins with: that of the highest version. */
function firstOnNew(files: readonly MigrationFile[]): MigrationFile | null {
  return files
    .filter(({ sort }) => sort === 'baseline')
    .reduce<MigrationFile | null>(
      (highest, file) => (highest && isUpTo(file.version, highest.version) ? highest : file),
      null,
    )
}

/**
 * Whether the tool passes a file over that is not recorded. A file that is a baseline runs on a new database alone, and
 * stands for all of its version and of those before it there.
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations/baseline-migrations
 * @param files all files of its folder.
 * @param hasRun whether the tool has anything recorded.
 */
export function isPassedOver(file: MigrationFile, files: readonly MigrationFile[], hasRun: boolean): boolean {
  const first = firstOnNew(files)
  if (!first || file === first) return first !== null && hasRun
  if (file.sort === 'baseline') return true
  return file.sort === 'versioned' && !hasRun && isUpTo(file.version, first.version)
}
