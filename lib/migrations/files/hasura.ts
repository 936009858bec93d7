import type { FileFormat } from '../file-format'
import { hasuraVersion } from '../histories/hasura'
import { inOrderOfNumbers, toFiles } from '../to-files'

const FILE = /^(?:([^/]+)\/)?(\d{10,})_([^/]*?)(?:\/up|\.up)\.(sql|yaml)$/

/** Hasura: a folder for each migration, within one for each of its databases since version 2. */
export const hasuraFiles: FileFormat = {
  tool: 'hasura',
  recognise: async ({ paths, beside }) =>
    paths.some((path) => FILE.test(path) && path.endsWith('/up.sql')) && beside.includes('config.yaml'),
  read: async (listing) => {
    const named = listing.paths.flatMap((path) => {
      const [, source = 'default', version, name] = FILE.exec(path) ?? []
      return version === undefined ? [] : [{ ...hasuraVersion(source, version), name: name || null, path }]
    })
    const files = await toFiles(
      listing,
      inOrderOfNumbers(named, ({ version }) => version),
    )
    return { files, problems: [] }
  },
}
