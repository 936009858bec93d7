import fs from 'node:fs/promises'
import path from 'node:path'
import { closestWord } from '../objects/closest-word'
import type { FolderListing } from './file-format'
import { FILE_FORMATS } from './files/all'
import { knownBytes } from './known-bytes'
import type { MigrationFiles } from './migration-file'

const MOST_FILES = 20_000
const DEEPEST = 2
const MOST_ABOVE = 4
const LARGEST_BYTES = 20_000_000

/**
 * Reads a folder of migrations in the format of its tool.
 * @param folder `path` is absolute, `name` as people write it; `tool` where the configuration names it.
 * @returns null when the folder is in no format that is known.
 * @throws Error with a sentence when the folder cannot be read.
 */
export async function readFolder(folder: {
  readonly path: string
  readonly name: string
  readonly tool?: string
}): Promise<MigrationFiles | null> {
  const { tool } = folder
  if (tool !== undefined && !FILE_FORMATS.some((format) => format.tool === tool)) throw unknownTool(tool)
  const listing = await listFolder(folder)
  for (const format of FILE_FORMATS) {
    const isIt = tool === undefined ? await format.recognise(listing) : format.tool === tool
    if (isIt) return { tool: format.tool, folder: folder.name, ...(await format.read(listing)) }
  }
  return null
}

function unknownTool(tool: string): Error {
  const known = FILE_FORMATS.map((format) => format.tool)
  const close = closestWord(tool, known)
  return new Error(
    `There is no migration tool ${JSON.stringify(tool)}. ${close ? `Did you mean ${close}?` : `There are: ${known.join(', ')}.`}`,
  )
}

/**
 * The files of a folder and of those in it, at most two levels down, in the order of their characters.
 * @throws Error with a sentence when the folder cannot be read, or holds too many files to be one of migrations.
 */
export async function listPaths(folder: { readonly path: string; readonly name: string }): Promise<string[]> {
  const paths: string[] = []
  const walk = async (within: string, depth: number): Promise<void> => {
    const entries = await fs.readdir(path.join(folder.path, within), { withFileTypes: true })
    for (const each of entries) {
      const name = within === '' ? each.name : `${within}/${each.name}`
      if (each.isDirectory()) {
        if (depth < DEEPEST && !each.name.startsWith('.')) await walk(name, depth + 1)
      } else if (paths.push(name) > MOST_FILES) {
        throw new Error(
          `${folder.name} holds more than ${MOST_FILES} files, so it is no folder of migrations.`,
        )
      }
    }
  }
  await walk('', 0).catch((error: NodeJS.ErrnoException) => {
    throw error.code ? new Error(`${folder.name} could not be read: ${reason(error)}.`) : error
  })
  return paths.sort()
}

/** What a format reads: the files of a folder, and the names in those above it. Throws as `listPaths` does. */
export async function listFolder(folder: {
  readonly path: string
  readonly name: string
}): Promise<FolderListing> {
  return {
    folder: folder.name,
    paths: await listPaths(folder),
    beside: await namesAbove(folder),
    bytes: (file) => readBytes(folder.path, file),
  }
}

/** A folder above that cannot be read tells nothing. */
async function namesAbove(folder: { readonly path: string; readonly name: string }): Promise<string[]> {
  const depth = folder.name.split('/').filter((part) => part !== '' && part !== '.').length
  const above = Array.from({ length: Math.min(depth, MOST_ABOVE) }, (_, i) =>
    path.join(folder.path, ...Array.from({ length: i + 1 }, () => '..')),
  )
  const names = await Promise.all(above.map((each) => fs.readdir(each).catch(() => [])))
  return names.flat()
}

async function readBytes(folder: string, file: string): Promise<Buffer> {
  try {
    return await knownBytes(path.join(folder, file), LARGEST_BYTES)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code ? new Error(`It could not be read: ${reason(error as NodeJS.ErrnoException)}.`) : error
  }
}

function reason({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'it is not there'
  return code === 'EACCES' || code === 'EPERM' ? 'permission denied' : String(code)
}
