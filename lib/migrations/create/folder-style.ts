import { withoutEnding } from '../version-and-name'
import type { FolderNow } from './creator'

/** How many of the newest files tell what the team does now. */
const NEWEST = 5

/** What stands between version and name in the newest file; `_` where nothing tells. */
export function separatorOf({ files }: FolderNow): string {
  const stem = withoutEnding(files.at(-1)?.path.replace(/\/[^/]+$/, '') ?? '')
  return /^\d+([-_. ]+)(?=\S)/.exec(stem)?.[1] ?? '_'
}

/** The name with what the newest files have between words in the place of blanks; `usual` where nothing tells. */
export function styledName(name: string, { files }: FolderNow, usual: '-' | '_' = '_'): string {
  const names = files.slice(-NEWEST).map(({ path }) => path.replace(/\d+[-_. ]+/, ''))
  const has = (mark: string) => names.some((each) => each.includes(mark))
  return name.replace(/ +/g, has('-') === has('_') ? usual : has('-') ? '-' : '_')
}

/** The newest version of the folder. */
export function lastVersion({ files }: FolderNow): string | null {
  return files.findLast(({ version }) => version !== null)?.version ?? null
}

/** Versions of the folder and of the records. */
export function knownVersions({ files, recorded }: FolderNow): (string | null)[] {
  return [...files.map(({ version }) => version), ...recorded]
}

/** The texts of a file one after the other, an empty line between them. */
export function textOf(...parts: readonly string[]): string {
  const filled = parts.filter((part) => part !== '').map((part) => part.trimEnd())
  return filled.length === 0 ? '' : `${filled.join('\n\n')}\n`
}
