import fs from 'node:fs'
import path from 'node:path'
import { isFresh, markFresh } from './freshness.mjs'
import { KeptCode } from './kept-code.mjs'
import { inRoot } from './paths.mjs'
import { runOnce } from './step-lock.mjs'

const ownFolder = inRoot('lib') + path.sep
/** What decides over the bundle besides the modules in it. */
const others = [inRoot('package-lock.json'), inRoot('bin', 'setup')]
const entry = inRoot('lib', 'cli', 'main.ts')
const stamp = inRoot('dist', 'sources.json')
const kept = inRoot('dist', 'kept')
const dayMs = 86_400_000

/**
 * Next brings its own bundles, the grammar a file beside it, the generator of types a native formatter; pg asks for its two
 * companions only where they are.
 */
const leftOutside =
  /^(node:|next$|next\/|libpg-query$|pg-native$|pg-cloudflare$|@supabase\/postgrest-typegen\/|oxfmt$)/

/**
 * Bundles the command line and the server into `dist`, unless that is done.
 * @throws {Error} with the bundler's own words.
 */
export async function ensureCliBundle() {
  await runOnce(inRoot('.cache', 'bundle.lock'), () => isFresh(null, stamp), bundle)
}

/** The command line's files, to be loaded with what was kept of them for the same verb. @param {string[]} args */
export function keptCliCode([verb = '']) {
  return new KeptCode(inRoot('dist'), path.join(kept, /^[a-z][a-z-]*$/.test(verb) ? verb : 'start'))
}

async function bundle() {
  try {
    const modules = await write()
    markFresh([...modules.filter((id) => id.startsWith(ownFolder)).sort(), ...others], stamp)
  } catch (error) {
    throw new Error(`The command line could not be built. The bundler says:\n${error.message.trim()}`)
  }
}

/** @returns {Promise<string[]>} the files of all modules that were looked at */
async function write() {
  const { rolldown } = await import('rolldown')
  const partial = inRoot('dist', `.partial-${process.pid}`)
  let found = []
  const modules = {
    name: 'modules',
    buildEnd() {
      found = [...this.getModuleIds()]
    },
  }
  const build = await rolldown({
    input: { cli: entry },
    cwd: inRoot(),
    platform: 'node',
    // Packages go into the bundle: to find and load their many small files takes longer than a short command should.
    external: leftOutside,
    resolve: { alias: { '@': inRoot() } },
    plugins: [{ name: 'import-outside', renderChunk: importOutside }, modules],
  })
  await build.write({
    dir: partial,
    // What the engine makes of scripts can be kept, of modules it cannot.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    codeSplitting: { groups: [start, comparing, shared] },
  })
  await build.close()
  publish(partial, inRoot('dist'))
  return found
}

/** What is left of `import()` in a script is of packages outside of the bundle; see KeptCode. */
function importOutside(code) {
  return code.replace(/\bimport\((?=["'][@a-z])/g, 'importOutside(')
}

/** What reading and comparing databases takes is one file rather than some hundred, each of which takes time to find and link. */
const comparing = chunkOf('comparing', inRoot('lib', 'cli', 'verbs', 'diff.ts'), 2)

/** So is what most verbs need besides. */
const shared = { name: 'shared', minShareCount: 6, priority: 1 }

/** What every command needs before it knows its verb is a file of its own: help and mistakes are told without the rest. */
const start = chunkOf('start', entry, 3)

/** One file for a module and all that it imports at once. */
function chunkOf(name, root, priority) {
  let needed
  return {
    name: (id, modules) => {
      needed ??= withImports(root, modules)
      return needed.has(id) ? name : null
    },
    debugName: name,
    priority,
  }
}

/** A module and all that it imports at once, whatever that imports. */
function withImports(id, modules, found = new Set()) {
  if (found.has(id)) return found
  found.add(id)
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) withImports(imported, modules, found)
  return found
}

/**
 * Moves the new files in, the entry last, and keeps yesterday's chunks: a dashboard that runs from them may
 * still load one.
 */
function publish(from, to) {
  const made = fs.readdirSync(from).sort((a, b) => Number(a === 'cli.cjs') - Number(b === 'cli.cjs'))
  for (const name of made) fs.renameSync(path.join(from, name), path.join(to, name))
  fs.rmSync(from, { recursive: true })
  fs.rmSync(kept, { recursive: true, force: true })
  for (const name of fs.readdirSync(to)) {
    const file = path.join(to, name)
    const isOld = Date.now() - fs.statSync(file).mtimeMs > dayMs
    if (isOld && !made.includes(name)) fs.rmSync(file, { recursive: true, force: true })
  }
}
