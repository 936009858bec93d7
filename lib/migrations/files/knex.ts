import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOf, toFiles } from '../to-files'
import { versionAndName } from '../version-and-name'

const FILE = /^[^/]+(?<!\.d)\.(?:[cm]?[jt]s|coffee|ls)$/

/** Knex: programs of one folder in the order of their names, which the record holds with their endings. */
export const knexFiles: FileFormat = {
  tool: 'knex',
  recognise: (listing) => holdsMark(listing, listing.paths.filter(isOwn), /\bknex\b/i),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), (path) => path)
    const named = own.map((path) => ({ key: path, ...versionAndName(path), path }))
    return { files: await toFiles(listing, named), problems: [] }
  },
}

const isOwn = (path: string) => FILE.test(path)
