import type { FileFormat } from '../file-format'
import type { MigrationFile } from '../migration-file'
import { inOrderOf, toFiles } from '../to-files'
import { versionAndName, withoutEnding } from '../version-and-name'

const FILE = /^[^/]+(?<!\.down)\.sql$/

/** Plain SQL in the order of its names, as teams keep it that wrote their own runner. */
export const homeMadeFiles: FileFormat = {
  tool: 'home-made',
  recognise: async ({ paths }) => {
    const own = paths.filter((path) => FILE.test(path))
    return own.length > 0 && own.every((path) => /^\d/.test(path))
  },
  read: async (listing) => {
    const own = inOrderOf(
      listing.paths.filter((path) => FILE.test(path)),
      (path) => path,
    )
    const files = await toFiles(
      listing,
      own.map((path) => ({ key: withoutEnding(path), ...versionAndName(path), path })),
    )
    return {
      files,
      problems: sameVersions(files),
    }
  },
}

/** A sentence for every number that several files have: they run all the same, because the record holds whole names. */
function sameVersions(files: readonly MigrationFile[]): string[] {
  const byVersion = new Map<string, string[]>()
  for (const { version, path } of files) {
    if (version !== null) byVersion.set(version, [...(byVersion.get(version) ?? []), path])
  }
  return [...byVersion].flatMap(([version, paths]) =>
    paths.length < 2
      ? []
      : [`${paths.slice(0, -1).join(', ')} and ${paths.at(-1)} have one version: ${version}.`],
  )
}
