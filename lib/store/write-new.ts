import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'

/** A file of text that is not there yet; its path is within the folder that it is written to, with `/` between parts. */
export interface NewTextFile {
  readonly path: string
  readonly text: string
}

/**
 * Writes files that are not there yet, with the folders in which they lie: all of them or none, each whole or not at
 * all, and never over one that is there. Nothing is written through a link that leads out of `within`.
 * @param folder absolute, and there.
 * @param within absolute; the real place of every file lies in its real place.
 * @throws Error with the code `EEXIST` where something is there, `EPERM` where a link leads out, and what the file
 * system throws.
 */
export async function writeNew(within: string, folder: string, files: readonly NewTextFile[]): Promise<void> {
  const root = await fs.realpath(within)
  const undo: (() => Promise<unknown>)[] = []
  try {
    for (const file of files) await writeOne(root, folder, file, undo)
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => {})
    throw error
  }
}

async function writeOne(
  root: string,
  folder: string,
  { path: name, text }: NewTextFile,
  undo: (() => Promise<unknown>)[],
): Promise<void> {
  const parts = name.split('/')
  const base = parts.pop() as string
  let place = await placeWithin(root, folder)
  for (const part of parts) place = await folderIn(root, place, part, undo)
  const target = path.join(place, base)
  const temporary = path.join(place, `.${base}.${randomBytes(4).toString('hex')}.partial`)
  try {
    const handle = await fs.open(temporary, 'wx', 0o666)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await putInPlace(temporary, target)
    undo.push(() => fs.unlink(target))
  } finally {
    await fs.rm(temporary, { force: true })
  }
}

/** Unlike a rename, a link is refused where a file is; a disk that has no links gets a copy. */
async function putInPlace(temporary: string, target: string): Promise<void> {
  try {
    await fs.link(temporary, target)
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    await fs.copyFile(temporary, target, fs.constants.COPYFILE_EXCL)
  }
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

async function folderIn(
  root: string,
  place: string,
  name: string,
  undo: (() => Promise<unknown>)[],
): Promise<string> {
  const made = path.join(place, name)
  try {
    await fs.mkdir(made)
    undo.push(() => fs.rmdir(made))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return placeWithin(root, made)
}

async function placeWithin(root: string, folder: string): Promise<string> {
  const place = await fs.realpath(folder)
  const isWithin = place === root || place.startsWith(root.endsWith(path.sep) ? root : root + path.sep)
  if (isWithin) return place
  throw Object.assign(new Error(`${folder} leads out of ${root}`), { code: 'EPERM' })
}
