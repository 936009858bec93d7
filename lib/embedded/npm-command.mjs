import fs from 'node:fs'
import path from 'node:path'

/**
 * How to run npm without a shell: by its own script, the one that started us or the one that came with this
 * Node; else whatever `npm` the PATH has.
 * @returns {[string, ...string[]]} the program and its first arguments.
 */
export function npmCommand() {
  const script = path.join('node_modules', 'npm', 'bin', 'npm-cli.js')
  const nodeDir = path.dirname(process.execPath)
  const known = [
    process.env.npm_execpath,
    path.join(nodeDir, '..', 'lib', script),
    path.join(nodeDir, script),
  ]
  const found = known.find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file))
  return found ? [process.execPath, found] : ['npm']
}
