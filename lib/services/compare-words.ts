import { KINDS } from '../kinds/all'
import { type Alignment, alignSnapshots } from '../objects/align'
import { compareAligned } from '../objects/compare'
import { isConnectionUrl } from '../postgres/connection-url'
import { type LinesByKind, type OpenSnapshot, readOpenSnapshot } from '../postgres/read-snapshot'
import { readTargetWith, type TargetRead } from '../postgres/read-target'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import { compareOrigins, type DiffAnswer, tellComparison } from './compare-origins'
import { type LiveOrigin, readLive, urlOrigin } from './live-origin'
import type { Workspace } from './workspace'

/** How long a database that was read waits for the other one with its transaction open, in milliseconds. */
const PATIENCE_MS = 1_000

type Pair<Value> = readonly [source: Value, target: Value]
type OpenRead = TargetRead<OpenSnapshot>

/**
 * Compares what two words of the command line stand for; see readOrigin. Of two databases, what an object needs is read
 * only where it differs. The workspace is asked for only where a word is no address of its own.
 * Throws as readOrigin does.
 */
export async function compareWords(
  openWorkspace: () => Promise<Workspace>,
  words: Pair<string>,
): Promise<DiffAnswer> {
  if (words.every(isConnectionUrl)) return compareLive([urlOrigin(words[0]), urlOrigin(words[1])])
  const [workspace, { liveOrigin, readOrigins }] = await Promise.all([
    openWorkspace(),
    import('./read-origin'),
  ])
  const live = [await liveOrigin(workspace, words[0]), await liveOrigin(workspace, words[1])] as const
  if (live[0] && live[1]) return compareLive([live[0], live[1]])
  return compareOrigins(...(await readOrigins(workspace, words)))
}

async function compareLive(live: Pair<LiveOrigin>): Promise<DiffAnswer> {
  const answer = await compareWhileOpen(live)
  if (answer) return answer
  return compareOrigins(...(await Promise.all([readLive(live[0]), readLive(live[1])])))
}

/** Null when one of them did not stay as it was, or could not be asked, between the read and the comparison. */
async function compareWhileOpen(live: Pair<LiveOrigin>): Promise<DiffAnswer | null> {
  const reads = live.map(({ target, limits, options }) =>
    readTargetWith(readOpenSnapshot, target, limits, options),
  )
  const both = Promise.all(reads)
  for (const read of reads) void read.then((open) => finishInTime(open, both)).catch(() => undefined)
  const closed = async () => {
    for (const read of reads) await read.then(({ connection }) => connection.close()).catch(() => undefined)
  }
  try {
    const [source, target] = (await both) as [OpenRead, OpenRead]
    const answer = await compareOpen(source, target)
    await closed()
    return answer
  } catch (error) {
    // Whoever waits is told at once; the other one is let go when it has been read.
    void closed()
    throw error
  }
}

/** A transaction that is open holds up a server's clean-up, so that nobody is waited for long. */
async function finishInTime(open: OpenRead, both: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => void open.finish(null).catch(() => undefined), PATIENCE_MS)
  await both.finally(() => clearTimeout(timer))
}

async function compareOpen(source: OpenRead, target: OpenRead): Promise<DiffAnswer | null> {
  const snapshots = [source.snapshot, target.snapshot] as const
  const alignment = alignSnapshots(snapshots, KINDS)
  const finished = await Promise.all(
    [source, target].map((open, place) => open.finish(unequalLines(alignment, place)).catch(() => false)),
  )
  if (finished.includes(false)) return null
  const rules = platformRules(snapshots)
  return tellComparison(...snapshots, await withGrammar(() => compareAligned(alignment, 0, 1, rules)))
}

/** The lines of one place that are not the same in both. */
function unequalLines({ kinds }: Alignment, place: number): LinesByKind {
  return new Map(
    kinds.map(({ kind, rows }) => [
      kind.name,
      rows.flatMap(({ cells }) => {
        const cell = cells[place]
        return cell && 'line' in cell && cell.line !== undefined ? [cell.line] : []
      }),
    ]),
  )
}
