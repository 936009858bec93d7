import { open, stat } from 'node:fs/promises'

/** What a small text file held, or why it could not be had. */
export type TextFile =
  | { readonly state: 'read'; readonly text: string; readonly changedAt: number }
  | { readonly state: 'absent' }
  | { readonly state: 'unusable'; readonly reason: string }

const LARGEST_FILE = 1 << 20

/** Reads a UTF-8 file of at most 1 MB, without its byte order mark. Never throws. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    const file = await open(path, 'r')
    try {
      const { size, mtimeMs } = await file.stat()
      if (size > LARGEST_FILE) return { state: 'unusable', reason: 'it is larger than 1 MB' }
      return decode(await file.readFile(), mtimeMs)
    } finally {
      await file.close()
    }
  } catch (error) {
    return unreadable((error as NodeJS.ErrnoException).code)
  }
}

function decode(bytes: Buffer, changedAt: number): TextFile {
  if (bytes.length > LARGEST_FILE) return { state: 'unusable', reason: 'it is larger than 1 MB' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.includes('\0')) return { state: 'unusable', reason: 'it is not a text file' }
    return { state: 'read', text, changedAt }
  } catch {
    return { state: 'unusable', reason: 'it is not UTF-8 text; save it again as UTF-8' }
  }
}

function unreadable(code: string | undefined): TextFile {
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'absent' }
  if (code === 'EISDIR') return { state: 'unusable', reason: 'it is a folder' }
  if (code === 'EACCES' || code === 'EPERM') return { state: 'unusable', reason: 'you may not read it' }
  return { state: 'unusable', reason: `reading failed with ${code ?? 'an unknown error'}` }
}

/** Whether a path leads to a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
