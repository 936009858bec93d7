import type { FileFormat } from '../file-format'
import { inOrderOf, sameVersions, toFiles } from '../to-files'
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
      problems: sameVersions(files.map((file) => ({ ...file, key: file.version ?? file.key }))),
    }
  },
}
