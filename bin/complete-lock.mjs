/**
 * Adds to package-lock.json the optional platform packages that a registry mirror did not carry, because
 * `npm ci` refuses a lock that lacks one, even on a platform that would not install it.
 * Run it after changing dependencies: `node bin/complete-lock.mjs`.
 */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * The lock with an entry for every optional dependency it names.
 * @param {{ packages: Record<string, any> }} lock
 * @returns {{ lock: object, added: string[] }} the completed lock, and the places added.
 */
export function completeLock(lock) {
  const packages = { ...lock.packages }
  const added = []
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const place = missingPlace(packages, parent, name, version)
      if (place === null) continue
      packages[place] = platformEntry(name, version, entry.dev)
      added.push(place)
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added }
}

/**
 * Where a missing dependency belongs: as high as npm would put it, below any other version of itself.
 * @returns null when Node would find the right version already.
 */
function missingPlace(packages, parent, name, version) {
  const places = lookupPlaces(parent, name)
  const found = places.findIndex((place) => packages[place])
  if (found === -1) return places.at(-1)
  const isRight = packages[places[found]].version === version || !/^\d/.test(version)
  return isRight ? null : places[found - 1]
}

/** Where Node looks for a dependency of a package: beside it first, at the top last. */
function lookupPlaces(parent, name) {
  const parts = parent === '' ? [] : parent.split(/\/?node_modules\//).slice(1)
  const chain = parts.map((_, index) => ['', ...parts.slice(0, index + 1)].join('/node_modules/').slice(1))
  return ['', ...chain].reverse().map((folder) => `${folder && `${folder}/`}node_modules/${name}`)
}

/** Platform packages tell in their names what they are for: `binding-linux-arm64-musl`. */
function platformEntry(name, version, isDev) {
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} needs an exact version, not ${version}`)
  const words = name.split('/').at(-1).replace('windows', 'win32').split('-')
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(isDev && { dev: true }),
    ...libcOf(words),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}

function libcOf(words) {
  if (words.some((word) => word.startsWith('musl'))) return { libc: ['musl'] }
  return words.some((word) => word.startsWith('gnu')) ? { libc: ['glibc'] } : {}
}

function main() {
  const file = path.join(import.meta.dirname, '..', 'package-lock.json')
  const { lock, added } = completeLock(JSON.parse(fs.readFileSync(file, 'utf8')))
  if (added.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length === 0 ? 'The lock is complete.' : `Added to the lock:\n  ${added.join('\n  ')}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main()
