import { KINDS_BY_NAME } from '../kinds/all'
import { type ObjectRef, objectId, parseObjectId } from '../objects/address'
import { AppError } from '../objects/app-error'
import type { Cause, Difference, DifferenceStatus, Reason } from '../objects/difference'
import { compareFields } from '../objects/fields'
import { finder } from '../objects/finder'
import type { Hazard, Kind, Severity } from '../objects/kind'
import type { Row } from '../objects/row'
import { findObject, isKindLeftOut, isKindRead, type Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import type { ComparedPair } from './compared-pair'
import { type NamedObject, nameObject } from './named-object'
import type { FieldAnswer } from './object-answer'
import { findPair, type PairQuery } from './read-comparison'
import type { Workspace } from './workspace'

/** One property with its value on both sides; undefined where a side lacks the object. */
export interface ComparedField extends FieldAnswer {
  readonly source?: string | null
  readonly target?: string | null
  readonly differs: boolean
  readonly hazards: readonly Hazard[]
}

/** One side's part: the object's address there and its statement; null where the side has no such object. */
export interface ComparedSide {
  readonly address: readonly string[]
  readonly ddl: string
}

/** One object of a pair, whole. */
export interface ComparedObjectAnswer extends NamedObject {
  readonly formatVersion: 1
  readonly parent: NamedObject | null
  /** `notComparable`: one side's server, or that sort of origin, has no such kind. */
  readonly status: DifferenceStatus | 'equal' | 'notComparable'
  readonly severity: Severity | null
  readonly cause: Cause | null
  /** Where it comes from, by the migrations that were replayed. */
  readonly reasons: readonly Reason[]
  readonly meaning: string | null
  readonly hazards: readonly Hazard[]
  /** Why it is unknown. */
  readonly reason: 'busy' | 'unreadable' | null
  /** Those that differ first, the most serious of them before the others. */
  readonly fields: readonly ComparedField[]
  readonly source: ComparedSide | null
  readonly target: ComparedSide | null
  /** The object from whose absence this one's follows. */
  readonly followsFrom: NamedObject | null
  /** Objects missing along with this one: the first of them, and how many there are. */
  readonly consequences: { readonly total: number; readonly first: readonly NamedObject[] }
  /** Differences below this object, such as those of a table's columns. */
  readonly below: readonly (NamedObject & {
    readonly status: DifferenceStatus
    readonly severity: Severity
  })[]
}

const MOST_CONSEQUENCES = 200

/** One object of a pair. Throws E-ORIGIN for an unknown side, E-OBJECT when neither side has the object or is known. */
export async function readComparedObject(
  workspace: Workspace,
  query: PairQuery & { readonly id: string },
): Promise<ComparedObjectAnswer> {
  const { pair } = await findPair(workspace, query)
  const ref = parseObjectId(query.id)
  const kind = ref && KINDS_BY_NAME.get(ref.kind)
  const answer = pair && ref && kind ? await answerObject(pair, ref, kind) : null
  if (answer) return answer
  throw new AppError({
    code: 'E-OBJECT',
    message: 'Neither side has this object',
    hint: 'It may have been dropped or renamed since the link was made. Look for it in the list.',
    detail: query.id,
  })
}

async function answerObject(
  pair: ComparedPair,
  ref: ObjectRef,
  kind: Kind,
): Promise<ComparedObjectAnswer | null> {
  const asked = objectId(ref)
  const difference = pair.byId.get(asked) ?? pair.byId.get(pair.renamed.get(asked) ?? '')
  const sourceRef = difference ? { kind: kind.name, address: difference.address } : ref
  const targetRef = { kind: kind.name, address: difference?.targetAddress ?? ref.address }
  const source = findObject(pair.source, kind, sourceRef)
  const target = findObject(pair.target, kind, targetRef)
  const row = source ?? target
  if (!row) return null
  const id = difference?.id ?? asked
  const rootId = pair.rootOf.get(id)
  const parent = kind.parent?.(row)
  return {
    formatVersion: 1,
    ...nameObject(sourceRef),
    parent: parent ? nameObject(parent) : null,
    status: difference?.status ?? statusOf(pair, kind, source, target, rootId !== undefined),
    severity: difference?.severity ?? null,
    cause: difference?.cause ?? null,
    reasons: difference?.reasons ?? [],
    meaning: difference?.meaning ?? null,
    hazards: difference?.hazards ?? [],
    reason: difference?.reason ?? null,
    fields: await fieldsOf(pair, kind, source, target, difference),
    source: sideOf(pair.source, kind, source, sourceRef.address),
    target: sideOf(pair.target, kind, target, targetRef.address),
    followsFrom: rootId ? nameObject(parseObjectId(rootId) as ObjectRef) : null,
    consequences: {
      total: difference?.consequences.length ?? 0,
      first: (difference?.consequences ?? []).slice(0, MOST_CONSEQUENCES).map(nameObject),
    },
    below: below(id, pair.comparison.differences).map((each) => ({
      ...nameObject(each),
      status: each.status,
      severity: each.severity,
    })),
  }
}

/** How an object stands that has no difference of its own. */
function statusOf(
  { source, target }: ComparedPair,
  kind: Kind,
  sourceRow: Row | undefined,
  targetRow: Row | undefined,
  isConsequence: boolean,
): ComparedObjectAnswer['status'] {
  if ([source, target].some((snapshot) => isKindLeftOut(snapshot, kind))) return 'notComparable'
  if (!isKindRead(source, kind.name) || !isKindRead(target, kind.name)) return 'unknown'
  // Without a difference it is the same, be it under a name that nobody chose.
  if (!isConsequence) return 'equal'
  if (sourceRow && targetRow) return 'different'
  return sourceRow ? 'sourceOnly' : 'targetOnly'
}

function sideOf(
  snapshot: Snapshot,
  kind: Kind,
  row: Row | undefined,
  address: readonly string[],
): ComparedSide | null {
  return row ? { address, ddl: kind.ddl(row, finder(snapshot, KINDS_BY_NAME)) } : null
}

async function fieldsOf(
  pair: ComparedPair,
  kind: Kind,
  source: Row | undefined,
  target: Row | undefined,
  difference: Difference | undefined,
): Promise<ComparedField[]> {
  const differing = await differingFields(pair, kind, source, target)
  const renamed = difference?.fields.find(({ name }) => !kind.fields.some((field) => field.name === name))
  const fields = kind.fields.map(({ name, label, text = 'plain', severity, hazards = [] }) => ({
    name,
    label,
    text,
    severity,
    hazards,
    ...(source ? { source: source[name] ?? null } : {}),
    ...(target ? { target: target[name] ?? null } : {}),
    differs: differing.has(name),
  }))
  const name = renamed && { ...renamed, text: 'plain' as const, differs: true, hazards: [] }
  return [...(name ? [name] : []), ...fields].sort((a, b) => Number(b.differs) - Number(a.differs))
}

async function differingFields(
  { source, target, comparison }: ComparedPair,
  kind: Kind,
  sourceRow: Row | undefined,
  targetRow: Row | undefined,
): Promise<ReadonlySet<string>> {
  if (!sourceRow || !targetRow || comparison.source.fingerprint === comparison.target.fingerprint)
    return new Set()
  const servers = { source: source.server, target: target.server }
  const rules = platformRules([source, target])
  const { different } = await withGrammar(() => compareFields(kind, sourceRow, targetRow, servers, rules))
  return new Set(different.map(({ name }) => name))
}

/** Differences whose parent is this object, and theirs. */
function below(id: string, differences: readonly Difference[]): Difference[] {
  const ids = new Set<string>([id])
  const found: Difference[] = []
  for (let size = 0; size < ids.size; ) {
    size = ids.size
    for (const difference of differences) {
      if (!difference.parent || !ids.has(difference.parent) || ids.has(difference.id)) continue
      ids.add(difference.id)
      found.push(difference)
    }
  }
  return found
}
