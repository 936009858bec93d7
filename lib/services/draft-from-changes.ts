import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import type { ObjectChange } from '../migrations/draft/change'
import { effectOf } from '../migrations/draft/draft-change'
import { type DraftedPieces, draftPieces, type Piece, parentOf } from '../migrations/draft/draft-pieces'
import { draftText } from '../migrations/draft/draft-text'
import {
  type DifferenceIndex,
  indexDifferences,
  type LeftOut,
  type Selection,
} from '../migrations/draft/select-changes'
import { type ObjectId, parseObjectId } from '../objects/address'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import { finder, findObject, type Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import type { ProvedFile, ProvingGround } from './prove-migration'

/** A file's statements, with what they were proven to do. */
export interface ProvenPieces {
  readonly pieces: readonly Piece[]
  readonly sql: string
  readonly leftOut: readonly LeftOut[]
  readonly cautions: readonly string[]
  /** All that is to be as in the environment. */
  readonly active: ReadonlySet<ObjectId>
  /** Null where there is no statement. */
  readonly proof: Outcome | null
}

/** What is still different after a file ran. */
export interface Outcome extends Pick<ProvedFile, 'failure' | 'ranApart'> {
  readonly remaining: ReadonlyMap<ObjectId, readonly string[]>
  readonly alsoChanged: ReadonlySet<ObjectId>
}

/** What a first run leaves, such as grants that came along with a new table, is mended by further statements. */
const MOST_ROUNDS = 3

const RANKS = new Map(KINDS.map(({ name }, place) => [name, place]))
const rank = (kind: string) => RANKS.get(kind) ?? KINDS.length

/** Differences between two snapshots by object; who owns what follows from who runs the migrations, and is none here. */
export async function differencesBetween(
  source: Snapshot,
  target: Snapshot,
  environment: Snapshot,
): Promise<DifferenceIndex> {
  const rules = { ...platformRules([environment, source, target]), isSameOwner: () => true }
  const { differences } = await withGrammar(() => compareSnapshots(source, target, KINDS, rules))
  return indexDifferences(differences.filter(({ cause }) => cause !== 'platformObject'))
}

/** Writes the statements for these changes, in an order in which they run, and proves what they do. */
export async function proveChanges(
  { changes, following }: Pick<Selection, 'changes' | 'following'>,
  environment: Snapshot,
  ground: ProvingGround,
): Promise<ProvenPieces> {
  const find = finder(environment, KINDS_BY_NAME)
  const drafted = await inOrder(draftPieces(changes, find, rank), ground)
  let pieces = drafted.pieces
  const active = activeOf(changes, following, drafted.leftOut)
  for (let round = 1; ; round++) {
    const sql = pieces.length > 0 ? draftText(pieces, environment.name) : ''
    const found = { pieces, sql, leftOut: drafted.leftOut, cautions: drafted.cautions, active }
    if (pieces.length === 0) return { ...found, proof: null }
    const { failure, ranApart, after } = await ground.run(sql)
    if (!after)
      return { ...found, proof: { failure, ranApart, remaining: new Map(), alsoChanged: new Set() } }
    const { outcome, residual, reordered } = await judge(environment, ground.head, after, active)
    const more = round < MOST_ROUNDS ? draftPieces(residual, find, rank).pieces : []
    if (more.length === 0) {
      const cautions = [...drafted.cautions, ...reordered.map((id) => sayOrder(id, environment.name))]
      return { ...found, cautions, proof: { failure, ranApart, ...outcome } }
    }
    pieces = [...pieces, ...more]
  }
}

/** Those that no order lets run are left out, with what the server says of them. */
async function inOrder(drafted: DraftedPieces, ground: ProvingGround): Promise<DraftedPieces> {
  if (drafted.pieces.length === 0) return drafted
  const { order, refused } = await ground.tryPieces(drafted.pieces.map(({ text }) => text))
  const refusals = new Map<ObjectId, LeftOut>()
  for (const [place, { message, hint }] of refused) {
    const { id, ref } = (drafted.pieces[place] as Piece).change
    const reason = `PostgreSQL refuses it: ${[message, hint].filter(Boolean).join('. ')}.`
    if (!refusals.has(id)) refusals.set(id, { ref, id, reason })
  }
  const pieces = order.map((place) => drafted.pieces[place] as Piece)
  return {
    pieces: pieces.filter(({ change }) => !refusals.has(change.id)),
    leftOut: [...drafted.leftOut, ...refusals.values()],
    cautions: drafted.cautions,
  }
}

/** All that is chosen and what follows from it, but for what is left out, and what belongs to that, at whatever depth. */
function activeOf(
  changes: readonly ObjectChange[],
  following: Selection['following'],
  leftOut: readonly LeftOut[],
): Set<ObjectId> {
  const parents = new Map(changes.map((change) => [change.id, parentOf(change)]))
  const out = new Set(leftOut.map(({ id }) => id))
  const isOut = (id: ObjectId): boolean => {
    const parent = parents.get(id)
    return out.has(id) || (parent !== undefined && parent !== null && isOut(parent))
  }
  const follows = [...following].filter(([, root]) => !isOut(root)).map(([id]) => id)
  return new Set([...changes.map(({ id }) => id).filter((id) => !isOut(id)), ...follows])
}

async function judge(
  environment: Snapshot,
  head: Snapshot,
  after: Snapshot,
  active: ReadonlySet<ObjectId>,
): Promise<{
  outcome: Pick<Outcome, 'remaining' | 'alsoChanged'>
  residual: ObjectChange[]
  reordered: ObjectId[]
}> {
  const fromEnvironment = await differencesBetween(environment, after, environment)
  const fromHead = await differencesBetween(head, after, environment)
  const reordered = [...active].filter((id) => isOnlyOrder(fromEnvironment.get(id)))
  const remaining = new Map(
    [...active].flatMap((id): [ObjectId, string[]][] => {
      const difference = reordered.includes(id) ? undefined : fromEnvironment.get(id)
      return difference ? [[id, difference.fields.map(({ label }) => label)]] : []
    }),
  )
  const alsoChanged = new Set([...fromHead.keys()].filter((id) => !active.has(id) && fromEnvironment.has(id)))
  const residual = [
    ...[...remaining.keys()].flatMap((id) => residualChange(id, environment, after, fromEnvironment)),
    ...[...alsoChanged].flatMap((id) => residualChange(id, head, after, fromHead)),
  ]
  return { outcome: { remaining, alsoChanged }, residual, reordered }
}

/** Nothing but a new table puts columns into another order, and nothing that a migration is for hangs on it. */
function isOnlyOrder(difference: Difference | undefined): boolean {
  return difference?.status === 'different' && difference.fields.every(({ name }) => name === 'columnOrder')
}

function sayOrder(id: ObjectId, environment: string): string {
  const name = parseObjectId(id)?.address.join('.') ?? id
  return `Columns of ${name} stand in another order than in ${environment}, as they were added.`
}

function residualChange(
  id: ObjectId,
  wantedIn: Snapshot,
  presentIn: Snapshot,
  index: DifferenceIndex,
): ObjectChange[] {
  const ref = parseObjectId(id)
  const kind = ref && KINDS_BY_NAME.get(ref.kind)
  const difference = index.get(id)
  if (!ref || !kind || !difference) return []
  const change: ObjectChange = {
    kind,
    ref,
    id,
    wanted: findObject(wantedIn, kind, ref) ?? null,
    present: findObject(presentIn, kind, ref) ?? null,
    fields: difference.fields.map(({ name }) => name),
  }
  if (!change.wanted && !change.present) return []
  // Only what came along may be taken back, never what was there before.
  return effectOf(change) === 'drop' && kind.name !== 'grant' ? [] : [change]
}
