import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOf, toFiles } from '../to-files'
import { versionAndName, withoutEnding } from '../version-and-name'

const FILE = /^[^/.][^/]*(?<!\.d)\.(?:[cm]?[jt]s|sql)$/
const UP = /^\s*--[\s-]*up\s+migration/im
const DOWN = /^\s*--[\s-]*down\s+migration/im

/** node-pg-migrate: programs and SQL in the order of the numbers with which they begin; 17 digits are a date. */
export const nodePgMigrateFiles: FileFormat = {
  tool: 'node-pg-migrate',
  recognise: (listing) =>
    holdsMark(
      listing,
      listing.paths.filter(isOwn),
      /\bpgm\b|node-pg-migrate|^\s*--[\s-]*(?:up|down)\s+migration/im,
    ),
  read: async (listing) => {
    const own = listing.paths.filter(isOwn)
    const named = inOrderOf(own, (path) => path)
      .map((path) => ({ key: withoutEnding(path), ...versionAndName(path), path }))
      .sort((a, b) => numberOf(a.version) - numberOf(b.version))
    const files = await toFiles(listing, named, { up: upSection })
    return { files, problems: [] }
  },
}

const isOwn = (path: string) => FILE.test(path)

function numberOf(version: string | null): number {
  if (version?.length !== 17) return Number(version)
  const [year, month, day, hour, minute, second] = [0, 4, 6, 8, 10, 12].map((at) =>
    Number(version.slice(at, at === 0 ? 4 : at + 2)),
  ) as [number, number, number, number, number, number]
  return Date.UTC(year, month - 1, day, hour, minute, second, Number(version.slice(14)))
}

/** Without marks the whole file runs; the section that goes down may stand before the one that goes up. */
function upSection(text: string): string {
  const [up, down] = [text.search(UP), text.search(DOWN)]
  if (up < 0) return text
  return text.slice(up, down > up ? down : undefined)
}
