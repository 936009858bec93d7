import type { MigrationFile } from './migration-file'

/**
 * How a file stands that is not recorded and stands for others, or for which another stands; null for any other file.
 * Django runs the file that replaces others where none of those has run, takes it for applied where all have, and
 * leaves it alone where some have. https://docs.djangoproject.com/en/stable/topics/migrations/#squashing-migrations
 * @param files all files of its folder.
 * @param recorded keys of what the tool has recorded.
 */
export function squashedStanding(
  file: MigrationFile,
  files: readonly MigrationFile[],
  recorded: ReadonlySet<string>,
): 'applied' | 'skipped' | 'pending' | null {
  const ran = (keys: readonly string[]) => keys.filter((key) => recorded.has(key)).length
  if (file.replaces) {
    const done = ran(file.replaces)
    if (done === file.replaces.length) return 'applied'
    return done === 0 ? 'pending' : 'skipped'
  }
  const squash = files.find(({ replaces }) => replaces?.includes(file.key))
  if (!squash?.replaces) return null
  return recorded.has(squash.key) || ran(squash.replaces) === 0 ? 'skipped' : null
}
