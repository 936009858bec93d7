import { type ObjectId, objectId } from '../../objects/address'
import type { ComparisonRules } from '../../objects/comparison-rules'
import { compareFields } from '../../objects/fields'
import { type Kind, lineColumns } from '../../objects/kind'
import { lineCount, lineText, splitLines } from '../../objects/lines'
import { knownNeeds, NEEDS } from '../../objects/needed-objects'
import { copyValue, type Row } from '../../objects/row'
import { type KindLines, kindLines, refOf, rowReader, type Snapshot } from '../../objects/snapshot'
import { type Effect, type Effects, effectsBetween } from './effects'
import { type Path, stretchesBeside } from './side'
import { stepsFor } from './touched'

/**
 * Where a deploy meets something that its migrations do not expect: `exists`: they make what is there already; `gone`:
 * they change or drop what is not there; `changed`: they change what somebody changed in another way.
 */
export interface Conflict {
  readonly sort: 'exists' | 'gone' | 'changed'
  readonly kind: string
  readonly address: readonly string[]
  readonly id: ObjectId
  /** Ids of the migrations that touch it. */
  readonly migrations: readonly string[]
}

/** An environment as it will be, and where that cannot be told. */
export interface Forecast {
  readonly snapshot: Snapshot
  readonly conflicts: readonly Conflict[]
}

/**
 * What an environment will be once its pending migrations have run: what they change in a replay of its record is
 * changed in what it holds. Objects in conflict stay as they are.
 * @param claim what the record builds, and `deploy` the same with what is pending.
 */
export function forecastDeploy(now: Snapshot, claim: Path, deploy: Path, rules: ComparisonRules): Forecast {
  const conflicts: Conflict[] = []
  const kinds = new Map(now.kinds)
  const allEffects = effectsBetween(claim.snapshot, deploy.snapshot)
  for (const [kind, effects] of byKind(allEffects)) {
    if (!kinds.has(kind.name)) continue
    const changed = changeKind(kind, now, effects, rules)
    kinds.set(kind.name, changed.lines)
    for (const { id, sort, row } of changed.conflicts) {
      const ref = refOf(kind, row)
      conflicts.push({ ...ref, sort, id, migrations: migrationsOf(id, ref.address, claim, deploy) })
    }
  }
  const withConflict = new Set(conflicts.map(({ id }) => id))
  const parents = parentsIn(allEffects)
  const isPart = ({ id }: Conflict) => withConflict.has(parents.get(id) ?? ('' as ObjectId))
  return {
    snapshot: { ...now, origin: 'forecast', kinds },
    conflicts: conflicts.filter((conflict) => !isPart(conflict)),
  }
}

function byKind(effects: Effects): Map<Kind, Map<ObjectId, Effect>> {
  const kinds = new Map<Kind, Map<ObjectId, Effect>>()
  for (const [id, effect] of effects) {
    const ofKind = kinds.get(effect.kind) ?? new Map<ObjectId, Effect>()
    kinds.set(effect.kind, ofKind.set(id, effect))
  }
  return kinds
}

interface ChangedKind {
  readonly lines: KindLines
  readonly conflicts: readonly {
    readonly id: ObjectId
    readonly sort: Conflict['sort']
    readonly row: Row
  }[]
}

function changeKind(
  kind: Kind,
  now: Snapshot,
  effects: ReadonlyMap<ObjectId, Effect>,
  rules: ComparisonRules,
): ChangedKind {
  const held = kindLines(now, kind.name)
  const { lines, busy } = held
  const rowOf = rowReader(kind, held)
  const columns = lineColumns(kind)
  const servers = { source: now.server, target: now.server }
  const differing = (a: Row, b: Row) =>
    compareFields(kind, a, b, servers, rules).different.map(({ name }) => name)
  const conflicts: ChangedKind['conflicts'][number][] = []
  const texts: string[] = []
  const needs: (string | null)[] = []
  const stillBusy = new Set<number>()
  const met = new Set<ObjectId>()
  for (let line = 0; line < lineCount(lines); line++) {
    const row = rowOf(line)
    const id = objectId(refOf(kind, row))
    const effect = effects.get(id)
    if (effect) met.add(id)
    const outcome = effect ? outcomeFor(kind, row, effect, differing) : row
    if (busy.has(line)) stillBusy.add(texts.length)
    if (typeof outcome === 'string') conflicts.push({ id, sort: outcome, row })
    if (outcome === null) continue
    const becomes = typeof outcome === 'string' ? row : outcome
    texts.push(becomes === row ? lineText(lines, line) : lineOf(becomes, columns))
    needs.push(becomes[NEEDS] ?? null)
  }
  for (const [id, { before, after }] of effects) {
    if (met.has(id)) continue
    if (before) conflicts.push({ id, sort: 'gone', row: before })
    else if (after) {
      texts.push(lineOf(after, columns))
      needs.push(after[NEEDS] ?? null)
    }
  }
  const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''), 'utf8')
  return { lines: { lines: splitLines(bytes), busy: stillBusy, needs: knownNeeds(needs) }, conflicts }
}

/** What becomes of an object that is there: its new row, null where it goes, or why that cannot be told. */
function outcomeFor(
  kind: Kind,
  row: Row,
  { before, after }: Effect,
  differing: (a: Row, b: Row) => readonly string[],
): Row | null | Conflict['sort'] {
  if (!before) return 'exists'
  if (!after) return null
  const changed = kind.fields.filter(({ name }) => before[name] !== after[name]).map(({ name }) => name)
  const drifted = differing(before, row)
  if (changed.some((name) => drifted.includes(name))) return 'changed'
  const columns = [...changed, ...(kind.details ?? [])]
  return { ...row, ...Object.fromEntries(columns.map((name) => [name, after[name] ?? null])) }
}

function lineOf(row: Row, columns: readonly string[]): string {
  return columns.map((column) => copyValue(row[column] ?? null)).join('\t')
}

function parentsIn(effects: Effects): Map<ObjectId, ObjectId> {
  const parents = new Map<ObjectId, ObjectId>()
  for (const [id, { kind, before, after }] of effects) {
    const row = after ?? before
    const parent = row && kind.parent?.(row)
    if (parent) parents.set(id, objectId(parent))
  }
  return parents
}

function migrationsOf(id: ObjectId, address: readonly string[], claim: Path, deploy: Path): string[] {
  const stretches = deploy.stretches.filter(({ effects }) => effects.has(id))
  const steps = stretchesBeside(stretches, claim).flatMap((stretch) =>
    stepsFor(stretch, address.at(-1) ?? ''),
  )
  return [...new Set(steps.map((step) => step.id))]
}
