import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'

const DIGEST_BYTES = 32

/**
 * Loads CommonJS files of one folder and keeps what the engine made of them, so that a next process need not parse and
 * compile again what the same command runs. Node has this of its own (`module.enableCompileCache`) from version 22 on.
 */
export class KeptCode {
  /** @type {Map<string, { exports: any }>} */
  #modules = new Map()
  /** What was compiled here, by file name. @type {Map<string, { script: vm.Script, source: Buffer, isRejected: boolean }>} */
  #compiled = new Map()
  #folder
  #place
  #require
  #tag = v8.cachedDataVersionTag()

  /**
   * @param {string} folder that holds the files
   * @param {string} place folder for what is kept: one for each command, as each runs other functions
   */
  constructor(folder, place) {
    this.#folder = folder
    this.#place = place
    this.#require = createRequire(path.join(folder, 'any.cjs'))
  }

  /** The files that no kept code was used for. @returns {string[]} */
  get compiled() {
    return [...this.#compiled.keys()]
  }

  /**
   * What a file exports; it runs when it is first asked for. Other files of the folder are loaded in the same way. Where a
   * module would write `import()`, which scripts may not in every version of Node, these write `importOutside()`.
   * @param {string} name of a file in the folder
   * @throws whatever it throws
   */
  load(name) {
    const known = this.#modules.get(name)
    if (known) return known.exports
    const module = { exports: {} }
    this.#modules.set(name, module)
    const file = path.join(this.#folder, name)
    const require = (id) => (id.startsWith('./') ? this.load(id.slice(2)) : this.#require(id))
    try {
      const run = this.#scriptOf(name, file).runInThisContext()
      run(module.exports, require, module, file, this.#folder, importOutside)
    } catch (error) {
      // As Node does: nobody is handed what is half made.
      this.#modules.delete(name)
      throw error
    }
    return module.exports
  }

  /** Keeps what was compiled here, with all functions that ran meanwhile. A folder that cannot be written to is no reason to fail. */
  keep() {
    try {
      if (this.#compiled.size > 0) fs.mkdirSync(this.#place, { recursive: true })
      for (const [name, { script, source, isRejected }] of this.#compiled) {
        // What the engine rejected once it would reject again.
        if (isRejected) continue
        const code = script.createCachedData()
        const partial = `${this.#keptFile(name)}.${process.pid}`
        fs.writeFileSync(partial, Buffer.concat([digestOf(source, code), code]))
        fs.renameSync(partial, this.#keptFile(name))
      }
    } catch {
      // It is compiled again then.
    }
  }

  #scriptOf(name, file) {
    const source = fs.readFileSync(file)
    const kept = readKept(this.#keptFile(name), source)
    const parameters = 'exports, require, module, __filename, __dirname, importOutside'
    const script = new vm.Script(`(function (${parameters}) {${source}\n})`, {
      filename: file,
      cachedData: kept,
    })
    const isRejected = script.cachedDataRejected === true
    if (!kept || isRejected) this.#compiled.set(name, { script, source, isRejected })
    return script
  }

  /** By the engine, its flags and the processor as well: what is made for one is nothing for another. */
  #keptFile(name) {
    return path.join(this.#place, `${name}.${this.#tag}`)
  }
}

/** @param {string} id of a package or of Node's own */
const importOutside = (id) => import(id)

/** What was kept for exactly this source, and is whole; the engine would not notice either. */
function readKept(file, source) {
  try {
    const bytes = fs.readFileSync(file)
    const code = bytes.subarray(DIGEST_BYTES)
    return digestOf(source, code).equals(bytes.subarray(0, DIGEST_BYTES)) ? code : undefined
  } catch {
    return undefined
  }
}

function digestOf(source, code) {
  return createHash('sha256').update(source).update(code).digest()
}
