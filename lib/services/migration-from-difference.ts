import { KINDS_BY_NAME } from '../kinds/all'
import { refusal } from '../migrations/create/refusal'
import { effectOf } from '../migrations/draft/draft-change'
import { suggestName } from '../migrations/draft/draft-text'
import { sayInComment } from '../migrations/draft/say-in-comment'
import { type DifferenceIndex, selectChanges } from '../migrations/draft/select-changes'
import { type ObjectId, type ObjectRef, parseObjectId } from '../objects/address'
import { AppError } from '../objects/app-error'
import type { Difference } from '../objects/difference'
import { sentence } from '../objects/sentence'
import type { Snapshot } from '../objects/snapshot'
import type { DraftAnswer, DraftedObject, DraftProof, RemarkedObject } from './draft-answer'
import { type ProvenPieces, proveChanges } from './draft-from-changes'
import { differencesBetween, type Outcome } from './draft-judged'
import { widening } from './draft-widens'
import { chooseDrift, driftToDraft } from './drift-to-draft'
import { nameObject } from './named-object'
import { previewMigration } from './new-migration'
import type { NewMigrationAnswer } from './new-migration-answer'
import { onProvingGround, type ProvingGround } from './prove-migration'
import type { Workspace } from './workspace'

export interface DraftRequest {
  /** The environment that the files are to become like. */
  readonly environment: string
  /** Ids of objects that drifted there; all that did unless told. */
  readonly objects?: readonly string[]
  /** One is suggested unless told. */
  readonly name?: string
  readonly folder?: string
  readonly tool?: string
}

/**
 * Writes the migration that makes what the files build like an environment, for what the environment holds beside its
 * record, and proves it: all files and then this one run in a database of our own, which is held against the environment.
 * Nothing is written yet; a draft that was proven can be saved by its id.
 * @throws AppError E-NEW-MIGRATION where there is nothing to write a migration for, E-REPLAY where the files cannot be
 * replayed, E-ORIGIN for an unknown environment, and what starting the embedded server throws.
 */
export async function draftMigration(
  workspace: Workspace,
  request: DraftRequest,
  signal?: AbortSignal,
): Promise<DraftAnswer> {
  const { environment: name } = request
  const monitor = await workspace.monitor(name)
  const { snapshot, error } = monitor.reading
  if (!snapshot || error) {
    throw refusal(
      `What ${name} holds is not known`,
      error ? `${sentence(error.message)} ${error.hint}` : 'Check the environment first.',
    )
  }
  const { claimed, drift } = await driftToDraft(workspace, name, snapshot)
  const chosen = chosenDrift(drift, request)
  return onProvingGround(
    workspace,
    name,
    (ground) => draftOn(ground, workspace, request, { snapshot, claimed, chosen }),
    signal,
  )
}

interface DraftInput {
  readonly snapshot: Snapshot
  /** What the record of the environment claims, replayed. */
  readonly claimed: Snapshot
  readonly chosen: readonly Difference[]
}

async function draftOn(
  ground: ProvingGround,
  workspace: Workspace,
  request: DraftRequest,
  { snapshot, claimed, chosen }: DraftInput,
): Promise<DraftAnswer> {
  const { environment } = request
  const startedAt = performance.now()
  const { head, plan } = ground
  const differences = await differencesBetween(snapshot, head, snapshot)
  const selection = selectChanges({ chosen, environment: snapshot, head, differences, kinds: KINDS_BY_NAME })
  const proven = await proveChanges(selection, snapshot, ground)
  const { pieces, sql } = proven
  const touched = await differencesBetween(claimed, head, snapshot)
  const proof = proven.proof && answerProof(proven.proof, proven, ground, performance.now() - startedAt)
  const file = pieces.length > 0 ? await fileOf(workspace, request, proven, plan.tools) : null
  const isGood = file !== null && proof?.isProven === true
  return {
    formatVersion: 1,
    id: isGood ? workspace.drafts.keep({ environment, sql, file, headKey: plan.key }) : null,
    environment,
    file,
    objects: answerObjects(proven, selection.needed),
    leftOut: [...selection.leftOut, ...proven.leftOut].map(({ ref, reason }) => ({
      ...nameObject(ref),
      reason,
    })),
    widens: widening(chosen, { pieces, environment: snapshot, head }),
    cautions: [...overrides(proven, touched, environment), ...proven.cautions],
    proof,
  }
}

function chosenDrift(drift: readonly Difference[], { objects, environment }: DraftRequest): Difference[] {
  if (drift.length === 0) {
    throw refusal(
      `${environment} holds nothing beside what its record claims`,
      'There is nothing to write a migration for.',
    )
  }
  return objects === undefined ? [...drift] : chooseDrift(drift, objects, environment)
}

/** A suggested name that is taken gets a number. */
const MOST_NAMES = 20

async function fileOf(
  workspace: Workspace,
  { environment, name, folder, tool }: DraftRequest,
  { pieces, sql }: ProvenPieces,
  tools: readonly string[],
): Promise<NewMigrationAnswer> {
  const [first] = tools
  const wanted = { environment, folder, tool: tool ?? (folder === undefined ? first : undefined), sql }
  if (name !== undefined) return previewMigration(workspace, { ...wanted, name })
  const suggested = suggestName(pieces, environment)
  for (let number = 1; ; number++) {
    try {
      const numbered = number === 1 ? suggested : `${suggested}_${number}`
      return await previewMigration(workspace, { ...wanted, name: numbered })
    } catch (error) {
      const isTaken = error instanceof AppError && /already$/.test(error.message)
      if (!isTaken || number === MOST_NAMES) throw error
    }
  }
}

/** What files change that the environment has not run yet is set back, because this one runs after them. */
function overrides({ pieces }: ProvenPieces, touched: DifferenceIndex, environment: string): string[] {
  const changes = new Map(pieces.map(({ change }) => [change.id, change]))
  return [...changes.values()].flatMap(({ id, kind, ref }) =>
    touched.has(id)
      ? [
          `Files that ${environment} has not run yet change the ${sayInComment(kind, ref)} too; this one sets it back to what ${environment} holds now.`,
        ]
      : [],
  )
}

function answerObjects({ pieces }: ProvenPieces, needed: ReadonlySet<ObjectId>): DraftedObject[] {
  const changes = new Map(pieces.map(({ change }) => [change.id, change]))
  return [...changes.values()].map((change) => {
    const does = effectOf(change)
    return {
      ...nameObject(change.ref),
      does,
      isDestructive: does === 'drop',
      isNeeded: needed.has(change.id),
    }
  })
}

function answerProof(
  { failure, ranApart, remaining, inPart, alsoChanged }: Outcome,
  { active }: ProvenPieces,
  { head, plan, standIns }: ProvingGround,
  tookMs: number,
): DraftProof {
  const still = [...remaining].map(([id, fields]) =>
    remarked(
      id,
      fields.length > 0
        ? `It still differs in: ${fields.join(', ')}.`
        : 'It is still there or missing on one side only.',
    ),
  )
  const others = [...alsoChanged].map((id) => remarked(id, 'It changed along with the others.'))
  return {
    isProven: !failure && !ranApart && remaining.size === 0 && alsoChanged.size === 0,
    serverVersion: head.server.version,
    filesBefore: plan.migrations.length,
    tookMs,
    compared: active.size,
    inPart: inPart.size,
    failure: failure ?? (ranApart ? RAN_APART : null),
    remaining: still,
    alsoChanged: others,
    standIns: [...standIns.values()],
  }
}

const RAN_APART = {
  line: 1,
  statement: '',
  sqlState: '25001',
  message: 'The statements do not run as one transaction, as the tool would run them',
  detail: null,
  hint: 'A new value of an enum can be used only after the migration that adds it: write two, one after the other.',
  context: null,
}

function remarked(id: ObjectId, reason: string): RemarkedObject {
  return { ...nameObject(parseObjectId(id) as ObjectRef), reason }
}
