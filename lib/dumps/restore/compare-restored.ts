import { KINDS, KINDS_BY_NAME } from '../../kinds/all'
import { sayObject } from '../../kinds/say-object'
import { attachedParts } from '../../objects/attached'
import { compareSnapshots } from '../../objects/compare'
import { type BlindSpot, isGap } from '../../objects/diagnostic'
import type { Consequence, Difference, FieldDifference } from '../../objects/difference'
import type { Kind, ServerFacts } from '../../objects/kind'
import { objectCount, type Snapshot } from '../../objects/snapshot'
import { withGrammar } from '../../sql/wording'
import { platformRules } from '../../supabase/platform'
import { notDumpedIds } from '../verify/compare-objects'
import { heldPart } from './held-part'
import type { RefusedStatement } from './refused-statement'

/** What a dump holds, and what of it could not be restored. */
interface Held {
  readonly isSupabase: boolean
  readonly holdsRows: boolean
  /** Whether extensions beside those of the dump may be there, because they lie in schemas that were not replaced. */
  readonly keepsExtensions?: boolean
  readonly refused: readonly RefusedStatement[]
}

/** What a comparison of what was dumped with what was restored found. */
export interface RestoredObjects {
  /** How many were compared. */
  readonly objects: number
  /** As lines for people. */
  readonly differences: readonly string[]
  /** What could not be compared, and what could not be made in the first place. */
  readonly notTested: readonly string[]
  /** Extensions that were there before and that the dump does not have; told only of a database that had a life before. */
  readonly stayed: readonly string[]
  /** Values that were compared by neither side, because they are secret or only a superuser sees them. */
  readonly hidden: readonly string[]
}

/**
 * Compares the snapshot of a dump's moment with that of what was restored, as far as a dump holds it.
 * @param refused statements that could not run where it was restored: what they make is not tested, and not missing.
 */
export async function compareRestored(
  dumped: Snapshot,
  restored: Snapshot,
  { isSupabase, holdsRows, keepsExtensions = false, refused }: Held,
): Promise<RestoredObjects> {
  const [source, target] = [heldPart(dumped, isSupabase), heldPart(restored, isSupabase)]
  const { differences } = await withGrammar(() =>
    compareSnapshots(source, target, KINDS, platformRules([dumped])),
  )
  const leftOut = notDumpedIds(source)
  const found = differences
    .flatMap(withConsequences)
    .filter(({ object, difference }) => !leftOut.has(object.id) && !leftOut.has(difference.id))
    .filter(
      ({ difference }) =>
        !isLeftToServer(difference, restored.server) && (holdsRows || !isUnfilled(difference)),
    )
  const unknown = found.filter(({ difference }) => difference.status === 'unknown')
  const stayed = found.filter(({ difference }) => keepsExtensions && isExtraExtension(difference))
  const known = found.filter((each) => each.difference.status !== 'unknown' && !stayed.includes(each))
  const isRefused = (each: Found) => refused.some(({ statement }) => mentions(statement, each.object))
  return {
    objects: objectCount(source),
    differences: known.filter((each) => !isRefused(each)).map(say),
    notTested: [
      ...known.filter(isRefused).map(({ object }) => `${nameOf(object)}: what makes it could not run here`),
      ...unknown.map((each) => `${nameOf(each.object)}: it could not be read`),
      ...gapsOf(source, 'when it was dumped'),
      ...gapsOf(target, 'when it was restored'),
    ],
    stayed: stayed.map(({ object }) => `${nameOf(object)} was there before and stays`),
    hidden: [...new Set([...hiddenValues(source), ...hiddenValues(target)])],
  }
}

/** A difference of its own, or an object that is missing along with one. */
interface Found {
  readonly object: Consequence
  readonly difference: Difference
}

function withConsequences(difference: Difference): Found[] {
  return [difference, ...difference.consequences].map((object) => ({ object, difference }))
}

/**
 * pg_dump leaves it to the server which version of an extension is made, and to the role that restores who owns it. Until
 * 14 the schema `public` of a new database is the first superuser's, whom nothing is restored as. A constraint is made with
 * its triggers switched on, however they were.
 */
function isLeftToServer({ kind, status, fields, address }: Difference, { major }: ServerFacts): boolean {
  if (status !== 'different') return false
  const names = fields.map(({ name }) => name)
  if (kind === 'extension') return names.every((name) => name === 'version' || name === 'owner')
  if (fields.length > 0 && fields.every(isSwitchedOn)) return true
  const isPublic = kind === 'schema' && address[0] === 'public' && major < PUBLIC_IS_THE_OWNERS
  return isPublic && names.every((name) => name === 'owner')
}

const PUBLIC_IS_THE_OWNERS = 15

function isSwitchedOn({ name, source }: FieldDifference): boolean {
  return name === 'isSwitchedOn' && source === 'f'
}

function isExtraExtension({ kind, status }: Difference): boolean {
  return kind === 'extension' && status === 'targetOnly'
}

/** A materialized view is filled along with the tables that it reads. */
function isUnfilled({ kind, fields }: Difference): boolean {
  return (
    kind === 'materialized-view' && fields.length > 0 && fields.every(({ name }) => name === 'isPopulated')
  )
}

/** Whether a statement names an object, or what it is attached to. */
function mentions(statement: string, { kind, address }: Consequence): boolean {
  const parts = attachedParts(KINDS_BY_NAME.get(kind) as Kind)
  const own = parts > 0 ? address.slice(1, 1 + parts) : address
  const [first = '', second = ''] = own.filter((part) => part !== '')
  const named = (part: string) => statement.includes(part) || statement.includes(part.replaceAll('"', '""'))
  return named(first) && named(second)
}

function say({ object, difference }: Found): string {
  const name = nameOf(object)
  if (difference.status === 'sourceOnly') return `${name} is not there after the restore`
  if (difference.status === 'targetOnly') return `${name} is only there after the restore`
  return `${name} differs after the restore in ${difference.fields.map(({ label }) => label).join(', ')}`
}

function nameOf({ kind, address }: Consequence): string {
  const known = KINDS_BY_NAME.get(kind)
  const { own, on } = sayObject(kind, address, known ? attachedParts(known) : 0)
  const what = known?.label.one ?? kind
  if (!on) return `${what} ${own.join('.')}`
  return [what, own.join('.'), 'on', on.kind, on.name.join('.')].filter((word) => word !== '').join(' ')
}

/** Whole kinds or objects that were not read; a value that the role may not see is none. */
function gapsOf({ blindSpots, diagnostics }: Snapshot, when: string): string[] {
  const gaps = [...blindSpots.filter((spot) => !isOfValues(spot)), ...diagnostics.filter(isGap)]
  return gaps.map(({ message }) => `Not everything could be read ${when}: ${message}`)
}

function hiddenValues({ blindSpots, diagnostics }: Snapshot): string[] {
  const masked = diagnostics.filter(({ code }) => code === 'maskedSecret')
  return [...blindSpots.filter(isOfValues), ...masked].map(({ message }) => message)
}

/** Such a blind spot tells of how many objects the values are. */
function isOfValues({ reason, count }: BlindSpot): boolean {
  return reason === 'permission' && count !== undefined
}
