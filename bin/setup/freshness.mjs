import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const neverBuilt = /\.test\.[a-z]+$|\.fixture\.[a-z]+$|^testing$|^corpus$/

/**
 * Whether something built is as new as its sources. Sizes and times decide in a few milliseconds; when they
 * differ the contents do, so that a checkout which only touches files rebuilds nothing.
 * @param {string[]} sources files and folders; absent ones count as empty.
 * @param {string} stamp file that says what was built, written by `markFresh`.
 */
export function isFresh(sources, stamp) {
  const built = readStamp(stamp)
  if (!built) return false
  const files = sources.flatMap(listFiles)
  if (built.times === hashTimes(files)) return true
  if (built.contents !== hashContents(files)) return false
  markFresh(sources, stamp)
  return true
}

/** Records that what `sources` says now has been built. */
export function markFresh(sources, stamp) {
  const files = sources.flatMap(listFiles)
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  fs.writeFileSync(stamp, JSON.stringify({ times: hashTimes(files), contents: hashContents(files) }))
}

function readStamp(stamp) {
  try {
    return JSON.parse(fs.readFileSync(stamp, 'utf8'))
  } catch {
    return null
  }
}

function listFiles(source) {
  const found = fs.statSync(source, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [{ file: source, found }]
  return fs
    .readdirSync(source)
    .sort()
    .filter((name) => !neverBuilt.test(name))
    .flatMap((name) => listFiles(path.join(source, name)))
}

function hashTimes(files) {
  const hash = createHash('sha256')
  for (const { file, found } of files) hash.update(`${file}\0${found.size}\0${found.mtimeMs}\n`)
  return hash.digest('hex')
}

function hashContents(files) {
  const hash = createHash('sha256')
  for (const { file } of files) hash.update(`${file}\0`).update(fs.readFileSync(file))
  return hash.digest('hex')
}
