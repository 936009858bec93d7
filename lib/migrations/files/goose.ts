import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOfNumbers, partBetween, passedOver, toFiles } from '../to-files'
import { versionAndName } from '../version-and-name'

const FILE = /^(\d+)_[^/]*(?<!_test)\.(?:sql|go)$/
const UP = /^--\s*\+goose\s+up\b.*$/im
const DOWN = /^--\s*\+goose\s+down\b/im

/** goose: SQL and Go in the order of their numbers, with a part that goes up and one that goes down. */
export const gooseFiles: FileFormat = {
  tool: 'goose',
  recognise: (listing) =>
    holdsMark(listing, listing.paths.filter(isOwn), /^--\s*\+goose\s+up\b|pressly\/goose/im),
  read: async (listing) => {
    const named = listing.paths.flatMap((path) => {
      const version = FILE.exec(path)?.[1]
      return version ? [{ key: String(BigInt(version)), version, name: versionAndName(path).name, path }] : []
    })
    const files = await toFiles(
      listing,
      inOrderOfNumbers(named, ({ key }) => key),
      { up: (text) => partBetween(text, UP, DOWN), check },
    )
    const strangers = listing.paths.filter((path) => /^[^/]+\.sql$/.test(path) && !isOwn(path))
    return {
      files,
      problems: [...passedOver('goose', strangers, 'its name is not <number>_<name>.sql')],
    }
  },
}

const isOwn = (path: string) => FILE.test(path)

function check(text: string): string | null {
  const [up, down] = [text.search(UP), text.search(DOWN)]
  if (up < 0) return 'It has no line “-- +goose Up”, so goose stops at it.'
  return down >= 0 && down < up
    ? 'Its part that goes down stands before the one that goes up; goose stops at it.'
    : null
}
