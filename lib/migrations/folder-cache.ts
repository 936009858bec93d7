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
    const signature = `${folder.tool} ${await signatureOf(folder)}`
    const known = this.known.get(folder.path)
    if (known?.signature !== signature) {
      return this.keep(folder, signature, readWithProblem(folder).then(withGit))
    }
    if (performance.now() - known.gitAskedAt < GIT_FRESH_MS) return known.read
    known.gitAskedAt = performance.now()
    const before = await known.read
    const now = await withGit(before)
    return isSameGit(before, now) ? before : this.keep(folder, signature, Promise.resolve(now))
  }

  private keep(folder: MigrationFolder, signature: string, read: Promise<FolderRead>): Promise<FolderRead> {
    this.known.set(folder.path, { signature, read, gitAskedAt: performance.now() })
    return read
  }
}

async function withGit(read: FolderRead): Promise<FolderRead> {
  if (!read.files) return read
  const paths = read.files.files.map((file) => file.path)
  return { ...read, files: { ...read.files, git: await readGit(read.folder.path, paths) } }
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

/** Changes whenever a file of the folder does, or what keeps it from being listed. */
async function signatureOf(folder: MigrationFolder): Promise<string> {
  try {
    const paths = await listPaths(folder)
    const stats = await Promise.all(
      paths.map(async (file) => {
        const stat = await fs.stat(path.join(folder.path, file)).catch(() => null)
        return `${file} ${stat?.mtimeMs} ${stat?.size}`
      }),
    )
    return [folder.name, ...stats].join('\n')
  } catch (error) {
    return (error as Error).message
  }
}
