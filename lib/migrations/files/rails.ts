import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOfNumbers, passedOver, toFiles } from '../to-files'

const FILE = /^(?:.*\/)?(\d+)_(\w*)\.?\w*\.rb$/

/** Rails: classes in the order of the numbers of their files. */
export const railsFiles: FileFormat = {
  tool: 'rails',
  recognise: (listing) => holdsMark(listing, listing.paths.filter(isOwn), /ActiveRecord::Migration/),
  read: async (listing) => {
    const named = listing.paths.flatMap((path) => {
      const [, version, name] = FILE.exec(path) ?? []
      return version === undefined
        ? []
        : [{ key: String(BigInt(version)), version, name: name || null, path }]
    })
    const files = await toFiles(
      listing,
      inOrderOfNumbers(named, ({ key }) => key),
    )
    const strangers = listing.paths.filter((path) => path.endsWith('.rb') && !isOwn(path))
    return {
      files,
      problems: [...passedOver('Rails', strangers, 'its name is not <number>_<name>.rb')],
    }
  },
}

const isOwn = (path: string) => FILE.test(path)
