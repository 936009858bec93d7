import type { HistoryEntry } from './history'
import { mergeOrders } from './merge-orders'
import type { EnvironmentRecords, Migration } from './migration'
import type { MigrationFile, MigrationFiles } from './migration-file'
import { versionTime } from './version-time'

/** A file or a row of a record. */
interface Mention {
  /** Where it stands; one migration stands at most once there. */
  readonly place: string
  readonly tool: string
  readonly key: string
  /** What its tool tells it by, among those of all tools. */
  readonly toolAndKey: string
  readonly name: string | null
  /** Its name whatever dashes, underscores and capitals a tool writes in it; null for one without. */
  readonly plainName: string | null
  /** What ran or would run; null where it cannot be told. */
  readonly content: string | null
  readonly version: string | null
  readonly file: { readonly folder: number; readonly file: MigrationFile } | null
  readonly entry: {
    readonly environment: number
    readonly history: number
    readonly entry: HistoryEntry
  } | null
}

/**
 * Puts files and rows of records together that are the same migration: first by what they run, then by their name, then
 * by what the tool calls them. Two that are known to run different things under different names stay apart, even under
 * one version.
 * @returns the migrations in the order in which they run, as far as the folders and records tell.
 */
export function alignMigrations(
  folders: readonly MigrationFiles[],
  environments: readonly EnvironmentRecords[],
): Migration[] {
  const mentions = [...fileMentions(folders), ...entryMentions(folders, environments)]
  const groups = new Groups(mentions)
  const byContent = groupBy(mentions, ({ content }) => content)
  for (const alike of byContent) {
    for (const same of groupBy(alike, toolAndKey)) groups.joinAll(same)
    for (const same of groupBy(alike, plainName)) groups.joinAll(same)
    groups.joinAll(alike)
  }
  for (const same of groupBy(mentions, (each) => `${each.toolAndKey}\n${each.plainName}`))
    groups.joinAll(same)
  for (const same of groupBy(mentions, plainName)) {
    if (isOnceAPlace(same)) groups.joinAll(same, haveNoOtherContent)
  }
  for (const same of groupBy(mentions, toolAndKey)) groups.joinAll(same, mayBeEdits)
  return inOrder(groups.all(), mentions, folders, environments.length)
}

function fileMentions(folders: readonly MigrationFiles[]): Mention[] {
  return folders.flatMap(({ tool, files }, folder) =>
    files.map(
      (file): Mention => ({
        place: `file ${folder}`,
        tool,
        key: file.key,
        toolAndKey: `${tool}\n${file.key}`,
        name: file.name,
        plainName: plain(file.name),
        content: file.content,
        version: file.version,
        file: { folder, file },
        entry: null,
      }),
    ),
  )
}

function entryMentions(
  folders: readonly MigrationFiles[],
  environments: readonly EnvironmentRecords[],
): Mention[] {
  const known = contentByChecksum(folders)
  return environments.flatMap(({ records }, environment) =>
    (records?.histories ?? []).flatMap(({ tool, entries }, history) =>
      entries.map((entry): Mention => {
        const checksum = entry.checksum && checksumKey(tool, entry.checksum)
        return {
          place: `entry ${environment} ${history}`,
          tool,
          key: entry.key,
          toolAndKey: `${tool}\n${entry.key}`,
          name: entry.name,
          plainName: plain(entry.name),
          content: entry.content ?? (checksum ? (known.get(checksum) ?? checksum) : null),
          version: entry.version,
          file: null,
          entry: { environment, history, entry },
        }
      }),
    ),
  )
}

/** A record that holds the checksum of a file ran what is in the file. */
function contentByChecksum(folders: readonly MigrationFiles[]): Map<string, string> {
  return new Map(
    folders.flatMap(({ tool, files }) =>
      files.flatMap(({ checksums, content, path }) =>
        checksums.map((checksum) => [checksumKey(tool, checksum), content ?? `file ${path}`] as const),
      ),
    ),
  )
}

function checksumKey(tool: string, { algorithm, value }: { algorithm: string; value: string }): string {
  return `${tool} ${algorithm} ${value}`
}

const toolAndKey = (mention: Mention) => mention.toolAndKey
const plainName = (mention: Mention) => mention.plainName

function plain(name: string | null): string | null {
  return (name ?? '').replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase() || null
}

/** A name that a folder or a record uses twice tells nothing. */
function isOnceAPlace(mentions: readonly Mention[]): boolean {
  return new Set(mentions.map(({ place }) => place)).size === mentions.length
}

/** Whether nothing says that they run different things. */
function haveNoOtherContent(one: Mention, other: Mention): boolean {
  return one.content === null || other.content === null || one.content === other.content
}

/** One version with two contents is an edit, unless the names differ too. */
function mayBeEdits(one: Mention, other: Mention): boolean {
  if (haveNoOtherContent(one, other) || one.plainName === null || other.plainName === null) return true
  return one.plainName === other.plainName
}

function groupBy(mentions: readonly Mention[], keyOf: (mention: Mention) => string | null): Mention[][] {
  const groups = new Map<string, Mention[]>()
  for (const mention of mentions) {
    const key = keyOf(mention)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(mention)
    else groups.set(key, [mention])
  }
  return [...groups.values()]
}

/** Mentions of one migration each, none of them twice in one place. */
class Groups {
  private readonly groupOf: Map<Mention, Set<Mention>>

  constructor(mentions: readonly Mention[]) {
    this.groupOf = new Map(mentions.map((mention) => [mention, new Set([mention])]))
  }

  /** Joins each with the first group that has room for it, and that it may join. */
  joinAll(
    mentions: readonly Mention[],
    mayJoin: (one: Mention, other: Mention) => boolean = () => true,
  ): void {
    const heads: Mention[] = []
    for (const mention of mentions) {
      const head = heads.find((each) => mayJoin(each, mention) && this.join(each, mention))
      if (!head) heads.push(mention)
    }
  }

  /** Whether they are one now. */
  private join(one: Mention, other: Mention): boolean {
    const [left, right] = [this.groupOf.get(one), this.groupOf.get(other)]
    if (!left || !right) return false
    if (left === right) return true
    const places = new Set([...left].map(({ place }) => place))
    if ([...right].some(({ place }) => places.has(place))) return false
    for (const each of right) {
      left.add(each)
      this.groupOf.set(each, left)
    }
    return true
  }

  all(): Set<Mention>[] {
    return [...new Set(this.groupOf.values())]
  }
}

function inOrder(
  groups: readonly Set<Mention>[],
  mentions: readonly Mention[],
  folders: readonly MigrationFiles[],
  environments: number,
): Migration[] {
  const ids = new Map<string, number>()
  const unique = (id: string): string => {
    const count = (ids.get(id) ?? 0) + 1
    ids.set(id, count)
    return count === 1 ? id : `${id} (${count})`
  }
  const ofMention = new Map<Mention, Migration>()
  for (const group of groups) {
    const migration = toMigration([...group], environments)
    const [file] = migration.files
    const first = [...group][0] as Mention
    const id = file ? `${folders[file.folder]?.folder}/${file.file.path}` : `${first.tool}:${first.key}`
    const known = { ...migration, id: unique(id) }
    for (const mention of group) ofMention.set(mention, known)
  }
  const sequences = groupBy(mentions, ({ place }) => place).map((sequence) => [
    ...new Set(sequence.map((each) => ofMention.get(each) as Migration)),
  ])
  return mergeOrders(sequences, ({ version }) => versionTime(version))
}

function toMigration(mentions: readonly Mention[], environments: number): Omit<Migration, 'id'> {
  const first = mentions.find(({ file }) => file) ?? (mentions[0] as Mention)
  return {
    version: first.version,
    name: first.name ?? mentions.find(({ name }) => name)?.name ?? null,
    files: mentions.flatMap(({ file }) => (file ? [file] : [])),
    entries: Array.from({ length: environments }, (_, environment) =>
      mentions.flatMap(({ entry }) => (entry?.environment === environment ? [entry] : [])),
    ),
  }
}
