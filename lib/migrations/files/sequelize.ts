import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOf, toFiles } from '../to-files'
import { versionAndName } from '../version-and-name'

const FILE = /^[^/]+(?<!\.d)\.(?:[cm]?[jt]s|sql)$/

/** Sequelize and Umzug: files of one folder in the order of their names, which the record holds with their endings. */
export const sequelizeFiles: FileFormat = {
  tool: 'sequelize',
  recognise: (listing) =>
    holdsMark(listing, listing.paths.filter(isOwn), /\bqueryInterface\b|\bsequelize\b|\bumzug\b/i),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), (path) => path)
    const named = own.map((path) => ({ key: path, ...versionAndName(path), path }))
    return { files: await toFiles(listing, named), problems: [] }
  },
}

const isOwn = (path: string) => FILE.test(path)
