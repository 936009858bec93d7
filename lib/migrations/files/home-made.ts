import type { FileFormat } from '../file-format'
import type { MigrationFile } from '../migration-file'
import { inOrderOf, toFiles } from '../to-files'
import { versionAndName, withoutEnding } from '../version-and-name'

const FILE = /^[^/]+(?<!\.down)\.sql$/
/** Shorter than a date. */
const SHORT_NUMBER = /^\d{1,7}(?!\d)/
const WIDTH = 8

/**
 * Plain SQL in the order of its names, as teams keep it that wrote their own runner. Numbers that are no dates are
 * ordered as numbers: who has `9_…` and `10_…` means them so.
 */
export const homeMadeFiles: FileFormat = {
  tool: 'home-made',
  recognise: async ({ paths }) => {
    const own = paths.filter((path) => FILE.test(path))
    return own.length > 0 && own.every((path) => /^\d/.test(path))
  },
  read: async (listing) => {
    const own = inOrderOf(
      listing.paths.filter((path) => FILE.test(path)),
      (path) => path.replace(SHORT_NUMBER, (digits) => digits.replace(/^0+/, '').padStart(WIDTH, '0')),
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
