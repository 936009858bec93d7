/**
 * Parts a file's name into what orders it and what people call it: `0001_add-users.sql` is `0001` and `add-users`.
 * Endings of migrations are left out; a name without a leading number has no version.
 */
export function versionAndName(file: string): {
  readonly version: string | null
  readonly name: string | null
} {
  const stem = withoutEnding(file)
  const parts = /^(\d+)(?:[-_. ]+(.*))?$/.exec(stem)
  return parts ? { version: parts[1] ?? null, name: parts[2] || null } : { version: null, name: stem || null }
}

/** A file's name without folders and without the ending that tells its language. */
export function withoutEnding(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.(?:sql|[cm]?[jt]s|py|rb|go|java|kt|json|ya?ml)$/, '')
}
