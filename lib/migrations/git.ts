import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A commit as far as people need it. */
export interface GitCommit {
  /** Short hash. */
  readonly hash: string
  readonly author: string
  /** ISO 8601. */
  readonly date: string
  /** The branch or tag over which it was found. */
  readonly branch: string
}

/** What a repository knows of a file. */
export interface GitFile {
  /** The commit that added it, and the last one that changed it; null where it is in none. */
  readonly added: GitCommit | null
  readonly changed: GitCommit | null
  /** Whether it is not as in the last commit. */
  readonly isUncommitted: boolean
  /** Whether the main branch does not have it. */
  readonly isOnlyHere: boolean
}

/** What a repository knows of a folder of migrations. */
export interface GitFolder {
  readonly branch: string
  /** By the file's path within the folder. */
  readonly files: ReadonlyMap<string, GitFile>
  /** Files that are not there now, and were in some commit of some branch: the last one that had them. */
  readonly lost: ReadonlyMap<string, GitCommit>
}

const TIMEOUT_MS = 5_000
const MOST_BYTES = 20_000_000

/**
 * Asks git of a folder; only reads, and runs nothing that the repository's own settings name.
 * @param present paths of the files that are there, within the folder.
 * @returns null where the folder is in no repository or ignored by it, there is no git, or it takes too long.
 */
export async function readGit(folder: string, present: readonly string[]): Promise<GitFolder | null> {
  try {
    const [ignored, place, log, status, main] = await Promise.all([
      isIgnored(folder),
      git(folder, 'rev-parse', '--show-prefix', '--abbrev-ref', 'HEAD'),
      git(
        folder,
        'log',
        '--all',
        '--source',
        '--no-renames',
        '--name-status',
        `--format=${FORMAT}`,
        '--',
        '.',
      ),
      git(folder, 'status', '--porcelain', '-z', '--untracked-files=all', '--', '.'),
      filesOfMain(folder),
    ])
    if (ignored) return null
    const [prefix = '', branch = ''] = place.split('\n')
    const history = parseLog(log, prefix)
    const uncommitted = new Set(status.split('\0').map((line) => within(prefix, line.slice(3))))
    const files = present.map((file): [string, GitFile] => {
      const own = history.get(file)
      const isOnlyHere = main !== null && !main.has(file)
      return [
        file,
        {
          added: own?.added ?? null,
          changed: own?.changed ?? null,
          isUncommitted: uncommitted.has(file),
          isOnlyHere,
        },
      ]
    })
    const there = new Set(present)
    const gone = [...history].filter(([file]) => !there.has(file))
    return {
      branch,
      files: new Map(files),
      lost: new Map(gone.flatMap(([file, { had }]) => (had ? [[file, had] as const] : []))),
    }
  } catch {
    return null
  }
}

const FORMAT = '%x01%h%x09%an%x09%aI%x09%S'

/** What git answers of a folder; it runs nothing of a repository's own. Rejects where it answers nothing. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  // Nothing that a cloned repository configures is run, and its index is not refreshed on disk.
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false']
  const { stdout } = await run('git', ['-C', folder, ...safe, ...args], {
    timeout: TIMEOUT_MS,
    maxBuffer: MOST_BYTES,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  })
  return stdout
}

function isIgnored(folder: string): Promise<boolean> {
  return git(folder, 'check-ignore', '--quiet', '.').then(
    () => true,
    () => false,
  )
}

const MAIN = [
  'remotes/origin/HEAD',
  'remotes/origin/main',
  'remotes/origin/master',
  'heads/main',
  'heads/master',
]

/** The files of the folder on the main branch; null where there is none by a usual name. */
async function filesOfMain(folder: string): Promise<ReadonlySet<string> | null> {
  const names = MAIN.map((name) => `refs/${name}`)
  const found = await git(folder, 'for-each-ref', '--format=%(refname)', ...names)
  const there = new Set(found.split('\n'))
  const main = names.find((name) => there.has(name))
  if (main === undefined) return null
  const listed = await git(folder, 'ls-tree', '-r', '-z', '--name-only', main, '--', '.')
  return new Set(listed.split('\0').filter((file) => file !== ''))
}

interface FileHistory {
  added: GitCommit | null
  changed: GitCommit | null
  /** The last commit that had the file. */
  had: GitCommit | null
}

/** Commits come newest first; of each file the newest that had it, and the oldest that added it. */
function parseLog(log: string, prefix: string): Map<string, FileHistory> {
  const files = new Map<string, FileHistory>()
  for (const part of log.split('\x01').slice(1)) {
    const [head = '', ...lines] = part.split('\n')
    const [hash = '', author = '', date = '', source = ''] = head.split('\t')
    const commit = { hash, author, date, branch: source.replace(/^refs\/(?:heads|remotes|tags)\//, '') }
    for (const line of lines) {
      const [sort = '', ...names] = line.split('\t')
      if (names.length === 0) continue
      const file = within(prefix, names.join('\t'))
      const known = files.get(file) ?? { added: null, changed: null, had: null }
      if (sort !== 'D') {
        known.changed ??= commit
        known.had ??= commit
      }
      if (sort === 'A') known.added = commit
      files.set(file, known)
    }
  }
  return files
}

function within(prefix: string, file: string): string {
  return path.posix.relative(prefix === '' ? '.' : prefix, file)
}
