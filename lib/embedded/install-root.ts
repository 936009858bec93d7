import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder Lockstep itself is installed in: the one with our `package.json` and `node_modules`.
 * `LOCKSTEP_ROOT` names it where the code runs from a bundle that lies elsewhere.
 */
export function installRoot(): string {
  return process.env.LOCKSTEP_ROOT ?? findPackageAbove(path.dirname(fileURLToPath(import.meta.url)))
}

function findPackageAbove(start: string): string {
  for (let dir = start; ; dir = path.dirname(dir)) {
    if (fs.existsSync(path.join(dir, 'package.json'))) return dir
    if (dir === path.dirname(dir)) return process.cwd()
  }
}
