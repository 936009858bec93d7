import type { FileFormat } from '../file-format'
import { holdsMark, inOrderOf, partBetween, passedOver, toFiles } from '../to-files'
import { versionAndName } from '../version-and-name'

const FILE = /^(\d+)[^/]*\.sql$/
const UP = /^--\s*migrate:up(?:\s*$|\s+\S+)/m
const DOWN = /^--\s*migrate:down(?:\s*$|\s+\S+)/m

/** dbmate: SQL in the order of its names, with a part that goes up and one that goes down. */
export const dbmateFiles: FileFormat = {
  tool: 'dbmate',
  recognise: (listing) => holdsMark(listing, listing.paths.filter(isOwn), UP),
  read: async (listing) => {
    const own = inOrderOf(listing.paths.filter(isOwn), (path) => path)
    const files = await toFiles(
      listing,
      own.map((path) => {
        const key = FILE.exec(path)?.[1] ?? ''
        return { key, version: key, name: versionAndName(path).name, path }
      }),
      { up: (text) => partBetween(text, UP, DOWN), check },
    )
    const strangers = listing.paths.filter((path) => /^[^/]+\.sql$/.test(path) && !isOwn(path))
    return {
      files,
      problems: [...passedOver('dbmate', strangers, 'its name does not begin with a number')],
    }
  },
}

const isOwn = (path: string) => FILE.test(path)

function check(text: string): string | null {
  const [up, down] = [text.search(UP), text.search(DOWN)]
  if (up < 0) return 'It has no line “-- migrate:up”, so dbmate stops at it.'
  return down >= 0 && down < up
    ? 'Its part that goes down stands before the one that goes up; dbmate stops at it.'
    : null
}
