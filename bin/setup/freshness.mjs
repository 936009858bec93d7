import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const neverBuilt = /\.test\.[a-z]+$|\.fixture\.[a-z]+$|^testing$|^corpus$/

/**
 * Whether something built is as new as its sources. Sizes and times decide in a few milliseconds; when they
 * differ the contents do, so that a checkout which only touches files rebuilds nothing.
 * @param {string[] | null} given files and folders; absent ones count as empty. Null for those that were marked.
 * @param {string} stamp file that says what was built, written by `markFresh`.
 */
export function isFresh(given, stamp) {
  const built = readStamp(stamp)
  // A folder may be copied with all that was built in it, and then changed: what was marked lies where the stamp lies now.
  const sources = given ?? placesOf(built?.sources, path.dirname(stamp))
  if (!built || !sources) return false
  const files = sources.flatMap(listFiles)
  if (built.times === hashTimes(files)) return true
  if (built.contents !== hashContents(files)) return false
  markFresh(sources, stamp)
  return true
}

/** Records that what `sources` says now has been built. @param {string[]} sources files and folders */
export function markFresh(sources, stamp) {
  const files = sources.flatMap(listFiles)
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  const named = sources.map((source) => path.relative(path.dirname(stamp), source))
  const built = { times: hashTimes(files), contents: hashContents(files), sources: named }
  fs.writeFileSync(stamp, JSON.stringify(built))
}

/**
 * Sources by their names from a folder. Almost all lie in another one beside it, and are told without path.join, which
 * takes longer to put some hundred names together than the system does to tell of the files.
 */
function placesOf(names, folder) {
  const up = `..${path.sep}`
  const around = path.dirname(folder) + path.sep
  return names?.map((name) =>
    name.startsWith(up) && !name.startsWith(up, up.length)
      ? around + name.slice(up.length)
      : path.join(folder, name),
  )
}

function readStamp(stamp) {
  try {
    return JSON.parse(fs.readFileSync(stamp, 'utf8'))
  } catch {
    return null
  }
}

/** The files of a source in the order of their names, each with what decides whether it changed; every command asks for them. */
function listFiles(source) {
  const found = fs.statSync(source, { throwIfNoEntry: false })
  if (!found) return []
  return found.isDirectory() ? listFolder(source, []) : [fileOf(source, found)]
}

function listFolder(folder, files) {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (neverBuilt.test(entry.name)) continue
    const place = `${folder}${path.sep}${entry.name}`
    const found = entry.isDirectory() ? null : fs.statSync(place, { throwIfNoEntry: false })
    if (found) files.push(fileOf(place, found))
    else if (entry.isDirectory()) listFolder(place, files)
  }
  return files
}

function fileOf(file, { size, mtimeMs }) {
  return { file, state: `${file}\0${size}\0${mtimeMs}` }
}

function hashTimes(files) {
  return createHash('sha256')
    .update(files.map(({ state }) => state).join('\n'))
    .digest('hex')
}

function hashContents(files) {
  const hash = createHash('sha256')
  for (const { file } of files) hash.update(`${file}\0`).update(fs.readFileSync(file))
  return hash.digest('hex')
}
