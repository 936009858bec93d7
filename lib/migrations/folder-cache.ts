import fs from 'node:fs/promises'
import path from 'node:path'
import type { MigrationFolder } from '../config/configuration'
import type { MigrationFiles } from './migration-file'
import { readFolder } from './read-folder'

/** A configured folder, read; or why it was not. */
export interface FolderRead {
  readonly folder: MigrationFolder
  readonly files: MigrationFiles | null
  /** A sentence; null when it was read. */
  readonly problem: string | null
}

/** Folders that were read, read anew only after a file in them was made, saved, renamed or removed. */
export class FolderCache {
  private readonly known = new Map<
    string,
    { readonly signature: string; readonly read: Promise<FolderRead> }
  >()

  /** In the order that is given. Never throws: what keeps a folder from being read is told of it. */
  async read(folders: readonly MigrationFolder[]): Promise<FolderRead[]> {
    return Promise.all(folders.map((folder) => this.readOne(folder)))
  }

  private async readOne(folder: MigrationFolder): Promise<FolderRead> {
    const signature = `${folder.tool} ${await signatureOf(folder)}`
    const known = this.known.get(folder.path)
    if (known?.signature === signature) return known.read
    const read = readWithProblem(folder)
    this.known.set(folder.path, { signature, read })
    return read
  }
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

/** Changes whenever a file of the folder does. */
async function signatureOf({ path: root, name }: MigrationFolder): Promise<string> {
  const paths = await fs.readdir(root, { recursive: true }).catch(() => [])
  const stats = await Promise.all(
    paths.map(async (file) => {
      const stat = await fs.stat(path.join(root, file)).catch(() => null)
      return `${file} ${stat?.mtimeMs} ${stat?.size}`
    }),
  )
  return [name, ...stats].join('\n')
}
