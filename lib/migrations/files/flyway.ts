import { crc32 } from 'node:zlib'
import type { FileFormat } from '../file-format'
import { flywayKey } from '../histories/flyway'
import type { Checksum } from '../history'
import type { MigrationFile } from '../migration-file'
import { type NamedFile, passedOver, toFiles } from '../to-files'

const FILE =
  /^(?:.*\/)?(?:([VUB])(\d+(?:[._]\d+)*)(?:__([^/]*))?|(R)__([^/]*))\.(?:sql|java|kt|py|sh|ps1|bat|cmd)$/
/** SQL that Flyway runs on events of its own, which is no migration. */
const CALLBACK = /(?:^|\/)(?:(?:before|after)[A-Z][A-Za-z]*|createSchema)(?:__[^/]*)?\.sql$/
const SORTS = { V: 'versioned', B: 'baseline', R: 'repeatable' } as const

/** Flyway: versions as numbers between dots, then what runs again whenever it changes; in whatever folder below. */
export const flywayFiles: FileFormat = {
  tool: 'flyway',
  recognise: async ({ paths }) => paths.some((path) => parse(path) !== null),
  read: async (listing) => {
    const named = listing.paths.flatMap((path) => parse(path) ?? []).sort(byVersion)
    const files = [
      ...(await toFiles(listing, named.filter(isOnce), { checksums })),
      ...(await toFiles(
        listing,
        named.filter((each) => !isOnce(each)),
        { checksums: ofRepeatable },
      )),
    ]
    const strangers = listing.paths.filter(
      (path) => path.endsWith('.sql') && !FILE.test(path) && !CALLBACK.test(path),
    )
    return {
      files,
      problems: [
        ...passedOver('Flyway', strangers, 'its name is not V<version>__<name>.sql or R__<name>.sql'),
      ],
    }
  },
}

function parse(path: string): NamedFile | null {
  const [, versioned, version = '', words = '', repeatable, description = words] = FILE.exec(path) ?? []
  const kind = versioned ?? repeatable
  if (kind === undefined || kind === 'U') return null
  const dotted = kind === 'R' ? null : version.replaceAll('_', '.')
  const name = description.replaceAll('_', ' ')
  return {
    key: flywayKey(dotted, name, kind === 'B'),
    version: dotted,
    name: name || null,
    path,
    sort: SORTS[kind as keyof typeof SORTS],
  }
}

const isOnce = ({ sort }: NamedFile) => sort !== 'repeatable'

function byVersion(a: NamedFile, b: NamedFile): number {
  if (a.version === null || b.version === null) {
    if (a.version !== b.version) return a.version === null ? 1 : -1
    return (a.name ?? '') < (b.name ?? '') ? -1 : 1
  }
  const [left, right] = [a.version.split('.'), b.version.split('.')]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = BigInt(left[i] ?? '0') - BigInt(right[i] ?? '0')
    if (difference !== 0n) return difference < 0n ? -1 : 1
  }
  return a.path < b.path ? -1 : 1
}

/** Line by line without the line ends, as a signed number. */
function checksums(bytes: Buffer): MigrationFile['checksums'] {
  const lines = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
  const value = crc32(lines.join('')) | 0
  return [{ algorithm: 'crc32', value: String(value) } satisfies Checksum]
}

/** Of what runs again Flyway records the sum after it has put values in the place of `${…}`. */
function ofRepeatable(bytes: Buffer): MigrationFile['checksums'] {
  return bytes.includes('${') ? [] : checksums(bytes)
}
