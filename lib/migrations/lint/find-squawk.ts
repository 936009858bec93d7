import { createRequire } from 'node:module'
import path from 'node:path'
import { installRoot } from '../../embedded/install-root'

/** The squawk that is installed along with Lockstep. */
export interface Squawk {
  /** The program's own file. */
  readonly program: string
  readonly version: string
}

/** Finds squawk for this machine; null where the optional package was left out or has no build for it. */
export function findSquawk(): Squawk | null {
  try {
    const ours = createRequire(path.join(installRoot(), 'package.json'))
    const { version } = ours('squawk-cli/package.json') as { version: string }
    const theirs = createRequire(ours.resolve('squawk-cli/package.json'))
    const file = process.platform === 'win32' ? 'squawk.exe' : 'squawk'
    return {
      program: theirs.resolve(`@squawk-cli/${process.platform}-${process.arch}/bin/${file}`),
      version,
    }
  } catch {
    return null
  }
}
