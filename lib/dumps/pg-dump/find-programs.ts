import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A pg_dump of this machine. */
export interface FoundProgram {
  readonly path: string
  /** Such as `17.12`. */
  readonly version: string
}

/** Folders in which the packages of systems put programs of one major; `*` stands for one name. */
const PACKAGE_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/opt/homebrew/opt/libpq/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/usr/local/opt/libpq/bin',
  '/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin',
  '/home/linuxbrew/.linuxbrew/opt/libpq/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
]

/**
 * All pg_dump of this machine that run: those on the path and those that packages put elsewhere, each once.
 * None on Windows, whose libpq does not take the socket that we give it.
 */
export async function findPrograms(folders: readonly string[] = searchedFolders()): Promise<FoundProgram[]> {
  if (process.platform === 'win32') return []
  const files = new Set(folders.map((folder) => realFile(path.join(folder, 'pg_dump'))))
  const found = await Promise.all([...files].map((file) => (file === null ? null : readVersion(file))))
  return found.filter((program) => program !== null)
}

function searchedFolders(): string[] {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute)
  return [...onPath, ...PACKAGE_FOLDERS.flatMap(expand)]
}

/** The folders that match a pattern. */
function expand(pattern: string): string[] {
  const star = pattern.indexOf('*')
  if (star === -1) return [pattern]
  const parent = path.dirname(pattern.slice(0, star + 1))
  const [start = '', ...rest] = pattern.slice(parent.length + 1).split('/')
  const prefix = start.replace('*', '')
  return namesIn(parent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => path.join(parent, name, ...rest))
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}

/** Debian's pg_dump on the path is a script that chooses one of the others by settings that are not ours. */
function realFile(file: string): string | null {
  try {
    const real = fs.realpathSync(file)
    return path.basename(real) === 'pg_dump' ? real : null
  } catch {
    return null
  }
}

async function readVersion(file: string): Promise<FoundProgram | null> {
  try {
    const options = { cwd: '/', timeout: 5000, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } }
    const { stdout } = await run(file, ['--version'], options as object)
    const version = /\(PostgreSQL\) (\d+(?:\.\d+)*)/.exec(String(stdout))?.[1]
    return version ? { path: file, version } : null
  } catch {
    return null
  }
}
