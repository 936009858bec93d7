import type { FileFormat } from '../file-format'
import { mikroOrmName } from '../histories/mikro-orm'
import { holdsMark, inOrderOf, toFiles } from '../to-files'

const FILE = /^[^/]+(?<!\.d)\.(?:[cm]?[jt]s|sql)$/

/** MikroORM: classes in the order of their files' names. */
export const mikroOrmFiles: FileFormat = {
  tool: 'mikro-orm',
  recognise: (listing) => holdsMark(listing, listing.paths.filter(isOwn), /@mikro-orm\//),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), (path) => path)
    const files = await toFiles(
      listing,
      own.map((path) => ({ ...mikroOrmName(path), path })),
    )
    return { files, problems: [] }
  },
}

const isOwn = (path: string) => FILE.test(path)
