import type { FolderListing } from './file-format'

/** One change set of a changelog. */
export interface ChangeSet {
  readonly id: string
  readonly author: string
  /** The name under which its file is recorded, where it names another one. */
  readonly file: string | null
  /** It runs again whenever it changes, or always. */
  readonly isRepeatable: boolean
  /** What it runs, where that is SQL, without Liquibase's own lines. */
  readonly sql: string | null
  /** Where it begins and ends in the text of its file, in characters; null where that is not SQL. */
  readonly part: readonly [start: number, end: number] | null
  /** Liquibase puts other text into it before it runs, or leaves it out for some databases. */
  readonly isConditional: boolean
}

/** What a changelog holds, in its order: change sets, and the places of further changelogs. */
export type ChangelogPart =
  | { readonly change: ChangeSet }
  | { readonly include: string; readonly isFolder: boolean }

const FORMATTED = /^\s*--\s*liquibase formatted/i
const QUOTED = `(?:"([^"]*)"|([^\\s:"]+))`
const OWN_LINE =
  /^\s*--\s*(?:rollback|comment|preconditions?|precondition-\S+|validchecksum|property|ignorelines)(?=[\s:]|$)/i
const ROLLBACK_BLOCK = /\/\*\s*liquibase\s+rollback[\s\S]*?\*\//gi
const CHANGESET = new RegExp(`^\\s*--\\s*changeset\\s+${QUOTED}:${QUOTED}(.*)$`, 'i')

/** Whether a text is a changelog of Liquibase, by its first line or its outermost element. */
export function isChangelog(path: string, text: string): boolean {
  return path.endsWith('.sql') ? FORMATTED.test(text) : /databaseChangeLog\b/.test(text)
}

/** Parts a changelog in SQL, XML, YAML or JSON. */
export function parseChangelog(path: string, text: string): ChangelogPart[] {
  if (path.endsWith('.sql')) return parseSql(text)
  return path.endsWith('.xml') ? parseXml(text) : parseKeys(text)
}

function parseSql(text: string): ChangelogPart[] {
  const changes: ChangeSet[] = []
  let lines: string[] = []
  const finish = (): void => {
    const last = changes.pop()
    const sql = lines.join('\n').replace(ROLLBACK_BLOCK, '')
    const part = last?.part ? ([last.part[0], at] as const) : null
    if (last) changes.push({ ...last, sql, part, isConditional: last.isConditional || sql.includes('${') })
    lines = []
  }
  let at = 0
  let next = 0
  for (const written of text.split('\n')) {
    at = next
    next += written.length + 1
    const line = written.replace(/\r$/, '')
    const head = CHANGESET.exec(line)
    if (!head) {
      if (!OWN_LINE.test(line)) lines.push(line)
      continue
    }
    finish()
    const words = head[5] ?? ''
    changes.push({
      author: head[1] ?? head[2] ?? '',
      id: head[3] ?? head[4] ?? '',
      file: /\blogicalFilePath:(\S+)/i.exec(words)?.[1] ?? null,
      isRepeatable: /\brun(?:OnChange|Always):true/i.test(words),
      sql: null,
      part: [at, at],
      isConditional: /\bdbms:/i.test(words),
    })
  }
  at = text.length
  finish()
  return changes.map((change) => ({ change }))
}

function parseXml(text: string): ChangelogPart[] {
  const plain = text.replace(/<!--[\s\S]*?-->/g, '')
  const whole = attributes(/<databaseChangeLog\b([^>]*)>/.exec(plain)?.[1] ?? '').get('logicalFilePath')
  return [...plain.matchAll(/<(changeSet|include|includeAll)\b([^>]*)>/g)].flatMap(
    ([, element, words = '']) => {
      const known = attributes(words)
      if (element !== 'changeSet') {
        const include = known.get(element === 'include' ? 'file' : 'path')
        return include ? [{ include, isFolder: element === 'includeAll' }] : []
      }
      return changeOf((name) => known.get(name) ?? (name === 'logicalFilePath' ? whole : undefined))
    },
  )
}

function attributes(words: string): Map<string, string> {
  return new Map(
    [...words.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, one, two]) => [
      name as string,
      (one ?? two ?? '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    ]),
  )
}

/** YAML and JSON: keys in order, whatever stands between them. */
function parseKeys(text: string): ChangelogPart[] {
  const heads = [...text.matchAll(/^\s*(?:-\s*|\{\s*)?"?(changeSet|include|includeAll)"?\s*:/gm)]
  return heads.flatMap((head, i) => {
    const body = text.slice(head.index + head[0].length, heads[i + 1]?.index)
    const value = (name: string) =>
      new RegExp(`(?:^|[\\s{,])"?${name}"?\\s*:\\s*(?:"([^"]*)"|'([^']*)'|([^\\s,}#]+))`, 'm')
        .exec(body)
        ?.slice(1)
    const text1 = (name: string) => value(name)?.find((each) => each !== undefined)
    if (head[1] === 'changeSet') return changeOf(text1)
    const include = text1(head[1] === 'include' ? 'file' : 'path')
    return include ? [{ include, isFolder: head[1] === 'includeAll' }] : []
  })
}

function changeOf(value: (name: string) => string | undefined): ChangelogPart[] {
  const [id, author] = [value('id'), value('author')]
  if (id === undefined || author === undefined) return []
  const isRepeatable = value('runOnChange') === 'true' || value('runAlways') === 'true'
  return [
    {
      change: {
        id,
        author,
        file: value('logicalFilePath') ?? null,
        isRepeatable,
        sql: null,
        part: null,
        isConditional: false,
      },
    },
  ]
}

/**
 * The files in the folder that an include means: relative to the changelog, or to a folder above, which is where
 * Liquibase looks from.
 */
export function includedPaths(
  { paths }: FolderListing,
  from: string,
  { include, isFolder }: { readonly include: string; readonly isFolder: boolean },
): string[] {
  const wanted = include
    .replace(/^classpath:/, '')
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
  const beside = from.includes('/') ? `${from.slice(0, from.lastIndexOf('/'))}/${wanted}` : wanted
  for (const place of [beside, ...tails(wanted)]) {
    const found = paths.filter((path) => (isFolder ? path.startsWith(`${place}/`) : path === place))
    if (found.length > 0) return found.sort()
  }
  return []
}

function tails(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, i) => parts.slice(i).join('/'))
}
