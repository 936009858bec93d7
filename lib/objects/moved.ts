import { quoteName } from '../sql/display'
import { type ObjectId, objectId } from './address'
import { isSameSql } from './fields'
import type { Finding } from './finding'
import type { Field } from './kind'
import { neededObjects } from './needed-objects'
import type { Row } from './row'

/** An object whose members are in another schema in the target. */
interface Move {
  readonly finding: Finding
  /** Matches the name of either schema where it stands before another name. */
  readonly qualifier: RegExp
  /** These names with their dots, as they are in the source and in the target. */
  readonly from: string
  readonly to: string
}

/**
 * What differs only by the name of a schema in which the members of another object lie, such as a column of a type of an
 * extension that is in `public` on one side and in `extensions` on the other: each with the finding that it follows from.
 */
export function movedAlong(findings: readonly Finding[]): ReadonlyMap<ObjectId, Finding> {
  const along = new Map<ObjectId, Finding>()
  const moves = findings.flatMap(movesOf)
  // What an object is known to need explains it better than another thing that moved the same way.
  for (const isNeeded of [true, false]) for (const move of moves) addMoved(along, findings, move, isNeeded)
  return along
}

function addMoved(
  along: Map<ObjectId, Finding>,
  findings: readonly Finding[],
  move: Move,
  isNeeded: boolean,
) {
  const extras = findings.filter(({ status }) => status === 'targetOnly')
  const twins = new Map(extras.map((finding) => [idWithout(finding, move), finding]))
  for (const finding of findings) {
    if (finding === move.finding || along.has(finding.id) || (isNeeded && !needsIt(finding, move))) continue
    if (finding.status === 'different' && isSameBut(finding, finding, differentFields(finding), move))
      along.set(finding.id, move.finding)
    const twin = finding.status === 'sourceOnly' ? twins.get(idWithout(finding, move)) : undefined
    if (!twin || !isSameBut(finding, twin, finding.kind.fields, move)) continue
    along.set(finding.id, move.finding)
    along.set(twin.id, move.finding)
  }
}

function needsIt({ change }: Finding, { finding }: Move): boolean {
  return neededObjects(change.source ?? {}).some((needed) => objectId(needed) === finding.id)
}

function movesOf(finding: Finding): Move[] {
  const { kind, change, status } = finding
  const field = kind.fields.find(({ name, qualifies }) => qualifies && change.fields.includes(name))
  const schemas = [change.source, change.target].map((row) => (field && row?.[field.name]) || '')
  if (status !== 'different' || schemas.includes('')) return []
  const [from = '', to = ''] = schemas.map((schema) => `${quoteName(schema)}.`)
  const names = [from, to].map((name) => name.replaceAll(/[^\w]/g, '\\$&'))
  return [{ finding, qualifier: new RegExp(`(?<![\\w$"])(?:${names.join('|')})`, 'g'), from, to }]
}

/** Whether these fields say the same on both sides but for the schema, and both sides need the same besides what was moved. */
function isSameBut(source: Finding, target: Finding, fields: readonly Field[], move: Move): boolean {
  const [before, after] = [source.change.source, target.change.target]
  if (!before || !after || source.targetName || fields.length === 0) return false
  const isSame = (field: Field) => {
    const [there, here] = [before[field.name] ?? null, after[field.name] ?? null]
    if (there === here) return true
    // Which objects a text of code means nobody knows; what is parsed tells.
    if (field.text === 'code' && !PARSED_BODY.test(there ?? '')) return false
    const moved = movedText(there, here, move)
    return moved !== undefined && (moved === here || isSameSql(field, moved, here))
  }
  return (
    needsBesides(source.id, before, move) === needsBesides(target.id, after, move) && fields.every(isSame)
  )
}

/** The body of a function that the server keeps parsed; any other is a text to it. */
const PARSED_BODY = /^\s*(?:BEGIN ATOMIC|RETURN)\b/

/**
 * The source's text with the schema's name replaced wherever the target's has the other name; undefined where the two texts
 * name these schemas in another order, or as no move explains.
 */
function movedText(there: string | null, here: string | null, move: Move): string | undefined {
  const [before, after] = [there, here].map((text) => text?.match(move.qualifier) ?? [])
  if (there === null || here === null || before?.length !== after?.length) return undefined
  const isMoved = (name: string, place: number) =>
    name === after?.[place] || (name === move.from && after?.[place] === move.to)
  if (!before?.every(isMoved)) return undefined
  let place = 0
  return there.replace(move.qualifier, () => after?.[place++] ?? '')
}

function differentFields({ kind, change }: Finding): Field[] {
  return kind.fields.filter(({ name }) => change.fields.includes(name))
}

/** Until 15 a view needs itself too. */
function needsBesides(own: ObjectId, row: Row, { finding }: Move): string {
  const ids = neededObjects(row).map(objectId)
  return ids
    .filter((id) => id !== finding.id && id !== own)
    .sort()
    .join()
}

function idWithout({ kind, change }: Finding, move: Move): string {
  const row = (change.source ?? change.target) as Row
  return JSON.stringify([kind.name, ...kind.address.map((part) => without(row[part] ?? null, move))])
}

function without(text: string | null, { qualifier }: Move): string | null {
  return text?.replace(qualifier, '') ?? null
}
