import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOf, toFiles } from '../to-files'
import { versionAndName, withoutEnding } from '../version-and-name'

const FILE = /^[^/.][^/]*\.(?:json|ya?ml)$/

/** pgroll: lists of operations in the order of their names. */
export const pgrollFiles: FileFormat = {
  tool: 'pgroll',
  recognise: (listing) =>
    holdsMark(
      listing,
      listing.paths.filter(isOwn),
      /^\s*(?:\{\s*(?:"name"[^,]*,\s*)?)?"?operations"?\s*:\s*(?:\[|\n\s*-)/m,
    ),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), (path) => path)
    const files = await toFiles(
      listing,
      own.map((path) => ({ key: withoutEnding(path), ...versionAndName(path), path })),
    )
    return { files, problems: [] }
  },
}

const isOwn = (path: string) => FILE.test(path)
