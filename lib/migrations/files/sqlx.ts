import { lineEndChecksums } from '../checksums'
import type { FileFormat } from '../file-format'
import { inOrderOfNumbers, passedOver, toFiles } from '../to-files'

const FILE = /^(\d+)_([^/]*?)(\.up|\.down)?\.sql$/

/** sqlx: SQL in the order of its numbers. Names alone do not tell it from others, but Rust's own files beside it do. */
export const sqlxFiles: FileFormat = {
  tool: 'sqlx',
  recognise: async ({ paths, beside }) =>
    paths.some((path) => FILE.test(path)) && (beside.includes('Cargo.toml') || beside.includes('.sqlx')),
  read: async (listing) => {
    const named = listing.paths.flatMap((path) => {
      const [, version, name = '', direction] = FILE.exec(path) ?? []
      if (version === undefined || direction === '.down') return []
      return [{ key: String(BigInt(version)), version, name: name.replaceAll('_', ' ') || null, path }]
    })
    const files = await toFiles(
      listing,
      inOrderOfNumbers(named, ({ key }) => key),
      { checksums: (bytes) => lineEndChecksums(bytes, 'sha384') },
    )
    const strangers = listing.paths.filter((path) => /^[^/]+\.sql$/.test(path) && !FILE.test(path))
    return {
      files,
      problems: [...passedOver('sqlx', strangers, 'its name is not <number>_<name>.sql')],
    }
  },
}
