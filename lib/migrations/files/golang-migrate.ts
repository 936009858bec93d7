import type { FileFormat } from '../file-format'
import { inOrderOfNumbers, passedOver, toFiles } from '../to-files'

const FILE = /^(\d+)_(.*)\.(up|down)\.[^./]+$/

/** golang-migrate: a file that goes up and one that goes down, in the order of their numbers. */
export const golangMigrateFiles: FileFormat = {
  tool: 'golang-migrate',
  recognise: async ({ paths }) => paths.some((path) => FILE.exec(path)?.[3] === 'up'),
  read: async (listing) => {
    const named = listing.paths.flatMap((path) => {
      const [, version, name, direction] = FILE.exec(path) ?? []
      if (version === undefined || direction !== 'up') return []
      return [{ key: String(BigInt(version)), version, name: name || null, path }]
    })
    const files = await toFiles(
      listing,
      inOrderOfNumbers(named, ({ key }) => key),
    )
    const strangers = listing.paths.filter((path) => /^[^/]+\.sql$/.test(path) && !FILE.test(path))
    return {
      files,
      problems: [...passedOver('golang-migrate', strangers, 'its name is not <number>_<name>.up.sql')],
    }
  },
}
