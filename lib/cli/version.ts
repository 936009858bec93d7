import fs from 'node:fs'
import path from 'node:path'
import { installRoot } from '../embedded/install-root'

/** The version of this Lockstep, from its package. */
export function version(): string {
  return JSON.parse(fs.readFileSync(path.join(installRoot(), 'package.json'), 'utf8')).version
}
