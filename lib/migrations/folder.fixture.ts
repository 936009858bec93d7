import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { MigrationFiles } from './migration-file'
import { readFolder } from './read-folder'

/** What is read of a folder with these files; the folder is `name` in a project that may hold other files too. */
export async function folderOf(
  files: Readonly<Record<string, string | Buffer>>,
  options: {
    readonly name?: string
    readonly tool?: string
    readonly beside?: Readonly<Record<string, string>>
  } = {},
): Promise<MigrationFiles | null> {
  const project = await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-folder-'))
  const { name = 'migrations', tool, beside = {} } = options
  try {
    await fs.mkdir(path.join(project, name), { recursive: true })
    await writeAll(project, beside)
    await writeAll(path.join(project, name), files)
    return await readFolder({ path: path.join(project, name), name, ...(tool ? { tool } : {}) })
  } finally {
    await fs.rm(project, { recursive: true, force: true })
  }
}

async function writeAll(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await fs.writeFile(path.join(folder, name), text)
  }
}
