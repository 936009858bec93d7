import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import type { ObjectChange } from '../migrations/draft/change'
import { type DraftedPieces, draftPieces, type Piece } from '../migrations/draft/draft-pieces'
import { draftText } from '../migrations/draft/draft-text'
import { type LeftOut, mergeLeftOut, wholeLeftOut } from '../migrations/draft/left-out'
import type { Selection } from '../migrations/draft/select-changes'
import { type ObjectId, parseObjectId } from '../objects/address'
import { finder } from '../objects/finder'
import type { Snapshot } from '../objects/snapshot'
import { judge, type Outcome } from './draft-judged'
import type { ProvingGround } from './prove-migration'

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

/** What a first run leaves, such as grants that came along with a new table, is mended by further statements. */
const MOST_ROUNDS = 3

const RANKS = new Map(KINDS.map(({ name }, place) => [name, place]))
const rank = (kind: string) => RANKS.get(kind) ?? KINDS.length

/** Writes the statements for these changes, in an order in which they run, and proves what they do. */
export async function proveChanges(
  { changes, following }: Pick<Selection, 'changes' | 'following'>,
  environment: Snapshot,
  ground: ProvingGround,
): Promise<ProvenPieces> {
  const find = finder(environment, KINDS_BY_NAME)
  const drafted = await inOrder(draftPieces(changes, find, rank), ground)
  let { pieces } = drafted
  const { leftOut } = drafted
  const active = activeOf(changes, following, leftOut)
  const unwritten = unwrittenOf(following, leftOut)
  for (let round = 1; ; round++) {
    const sql = pieces.length > 0 ? draftText(pieces, environment.name) : ''
    const cautions = [...new Set(pieces.flatMap((piece) => piece.cautions))]
    const found = { pieces, sql, leftOut, cautions, active }
    if (pieces.length === 0) return { ...found, proof: null }
    const { failure, ranApart, after } = await ground.run(sql)
    if (!after) return { ...found, proof: { failure, ranApart, ...NOTHING_KNOWN } }
    const judged = await judge(environment, ground.head, after, { active, unwritten })
    const more = round < MOST_ROUNDS ? draftPieces(judged.residual, find, rank).pieces : []
    if (more.length === 0) {
      return {
        ...found,
        // What came about along with others is not missing in the file.
        leftOut: leftOut.filter(({ id }) => judged.differing.has(id)),
        cautions: [...cautions, ...judged.reordered.map((id) => sayOrder(id, environment.name))],
        proof: { failure, ranApart, ...judged.outcome },
      }
    }
    pieces = [...pieces, ...more]
  }
}

const NOTHING_KNOWN = { remaining: new Map(), inPart: new Set<ObjectId>(), alsoChanged: new Set<ObjectId>() }

/** Those that no order lets run are left out, with what the server says of them. */
async function inOrder({ pieces, leftOut }: DraftedPieces, ground: ProvingGround): Promise<DraftedPieces> {
  const { order, refused } =
    pieces.length > 0
      ? await ground.tryPieces(pieces.map(({ text }) => text))
      : { order: [], refused: new Map() }
  const refusals = new Map<string, LeftOut>()
  for (const [place, { message, hint }] of refused) {
    const piece = pieces[place] as Piece
    const { id, ref, kind } = piece.change
    const labels = kind.fields.filter(({ name }) => piece.fields?.includes(name)).map(({ label }) => label)
    const what = labels.length > 0 ? `to change this of it, ${labels.join(', ')}` : 'it'
    const reason = `PostgreSQL refuses ${what}: ${[message, hint].filter(Boolean).join('. ')}.`
    const fields = piece.fields && { fields: piece.fields }
    if (!refusals.has(partKey(piece))) refusals.set(partKey(piece), { ref, id, reason, ...fields })
  }
  const running = order
    .map((place) => pieces[place] as Piece)
    .filter((piece) => !refusals.has(partKey(piece)))
  const written = new Set(running.map(({ change }) => change.id))
  return { pieces: running, leftOut: mergeLeftOut([...leftOut, ...refusals.values()], written) }
}

/** What is run or left out together. */
function partKey({ change, fields = [] }: Piece): string {
  return JSON.stringify([change.id, ...fields])
}

/** All that is chosen and what follows from it, but for what is left out, and what belongs to that, at whatever depth. */
function activeOf(
  changes: readonly ObjectChange[],
  following: Selection['following'],
  leftOut: readonly LeftOut[],
): Set<ObjectId> {
  const out = new Set(leftOut.filter(({ fields }) => !fields).map(({ id }) => id))
  const wholeOf = wholeLeftOut(changes, (id) => out.has(id))
  const active = new Set(
    changes.filter((change) => !out.has(change.id) && !wholeOf(change)).map(({ id }) => id),
  )
  const follows = [...following].filter(([, root]) => active.has(root)).map(([id]) => id)
  return new Set([...active, ...follows])
}

/** Names of fields that stay as they are, by object; those of what follows from it stay too. */
function unwrittenOf(
  following: Selection['following'],
  leftOut: readonly LeftOut[],
): Map<ObjectId, readonly string[]> {
  const unwritten = new Map(leftOut.flatMap(({ id, fields }) => (fields ? [[id, fields] as const] : [])))
  for (const [id, root] of following) unwritten.set(id, unwritten.get(root) ?? [])
  return unwritten
}

function sayOrder(id: ObjectId, environment: string): string {
  const name = parseObjectId(id)?.address.join('.') ?? id
  return `Columns of ${name} stand in another order than in ${environment}, as they were added.`
}
