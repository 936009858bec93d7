import fs from 'node:fs/promises'
import path from 'node:path'
import type { MigrationFolder } from '../config/configuration'
import { type GitFolder, readGit } from './git'
import type { MigrationFiles } from './migration-file'
import { listPaths, readFolder } from './read-folder'

/** A configured folder, read; or why it was not. */
export interface FolderRead {
  readonly folder: MigrationFolder
  readonly files: MigrationFiles | null
  /** A sentence; null when it was read. */
  readonly problem: string | null
}

/** How long what git says is used before it is asked again, in milliseconds: commits change no file. */
const GIT_FRESH_MS = 10_000

interface Known {
  readonly signature: string
  readonly read: Promise<FolderRead>
  gitAskedAt: number
}

/** Folders that were read, read anew only after a file in them was made, saved, renamed, removed or committed. */
export class FolderCache {
  private readonly known = new Map<string, Known>()

  /** In the order that is given. Never throws: what keeps a folder from being read is told of it. */
  async read(folders: readonly MigrationFolder[]): Promise<FolderRead[]> {
    return Promise.all(folders.map((folder) => this.readOne(folder)))
  }

  private async readOne(folder: MigrationFolder): Promise<FolderRead> {
    const { paths, stats } = await listFiles(folder)
    const signature = `${folder.tool} ${stats}`
    const known = this.known.get(folder.path)
    if (known?.signature !== signature) return this.keep(folder, signature, readWithGit(folder, paths))
    if (performance.now() - known.gitAskedAt < GIT_FRESH_MS) return known.read
    known.gitAskedAt = performance.now()
    const before = await known.read
    const now = withGit(before, await readGit(folder.path, paths))
    return isSameGit(before, now) ? before : this.keep(folder, signature, Promise.resolve(now))
  }

  private keep(folder: MigrationFolder, signature: string, read: Promise<FolderRead>): Promise<FolderRead> {
    this.known.set(folder.path, { signature, read, gitAskedAt: performance.now() })
    return read
  }
}

/** Git is asked while the files are read. */
async function readWithGit(folder: MigrationFolder, paths: readonly string[]): Promise<FolderRead> {
  const [read, git] = await Promise.all([readWithProblem(folder), readGit(folder.path, paths)])
  return withGit(read, git)
}

function withGit(read: FolderRead, git: GitFolder | null): FolderRead {
  return read.files ? { ...read, files: { ...read.files, git } } : read
}

function isSameGit(before: FolderRead, now: FolderRead): boolean {
  const [known, other] = [before.files?.git, now.files?.git]
  if (!known || !other) return known === other
  const told = ({ branch, files, lost }: GitFolder) => JSON.stringify([branch, [...files], [...lost]])
  return told(known) === told(other)
}

async function readWithProblem(folder: MigrationFolder): Promise<FolderRead> {
  try {
    const files = await readFolder(folder)
    const problem = files
      ? null
      : `${folder.name} is in no format of a migration tool that Lockstep knows. Name its tool in lockstep.config.json.`
    return { folder, files, problem }
  } catch (error) {
    return { folder, files: null, problem: (error as Error).message }
  }
}

/** The files of a folder, and what changes whenever one of them does, or what keeps them from being listed. */
async function listFiles(folder: MigrationFolder): Promise<{ paths: readonly string[]; stats: string }> {
  try {
    const paths = await listPaths(folder)
    const stats = await Promise.all(
      paths.map(async (file) => {
        const stat = await fs.stat(path.join(folder.path, file)).catch(() => null)
        return `${file} ${stat?.mtimeMs} ${stat?.size}`
      }),
    )
    return { paths, stats: [folder.name, ...stats].join('\n') }
  } catch (error) {
    return { paths: [], stats: (error as Error).message }
  }
}
