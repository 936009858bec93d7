import { CAUSES, type Cause, type DifferenceStatus, STATUSES } from '../objects/difference'
import { SEVERITIES, type Severity } from '../objects/kind'

/**
 * All differences of a pair in brief, column by column, so that tens of thousands take little room. Rows stand in the
 * order in which they are shown: by schema, objects of no schema last, then kind, severity and address.
 */
export interface ComparisonIndex {
  readonly kinds: readonly KindEntry[]
  /** The empty text for what lies in no schema. */
  readonly schemas: readonly string[]
  readonly ids: readonly string[]
  /** By row: its schema's place among the schemas. */
  readonly schemaOf: readonly number[]
  /** By row one digit to the base of DIGITS: the place in STATUSES, SEVERITIES and CAUSES. */
  readonly statuses: string
  readonly severities: string
  readonly causes: string
  /** By row: how many fields differ, and how many objects are missing along with it. */
  readonly fields: readonly number[]
  readonly consequences: readonly number[]
  /** By row DIGEST_LENGTH characters that change with what the row shows. */
  readonly digests: string
  /** What the most serious rows mean. */
  readonly meanings: readonly (readonly [row: number, meaning: string])[]
}

export interface KindEntry {
  readonly name: string
  readonly one: string
  readonly many: string
  /** How many parts of an address are those of the object it is attached to; see sayAddress. */
  readonly attachedParts: number
}

export const DIGEST_LENGTH = 3
export const DIGITS = 36

/** One difference as the tree shows it. */
export interface IndexRow {
  readonly id: string
  readonly kind: KindEntry
  readonly schema: string
  readonly address: readonly string[]
  readonly status: DifferenceStatus
  readonly severity: Severity
  readonly cause: Cause
  readonly fields: number
  readonly consequences: number
  readonly digest: string
  readonly meaning: string | null
}

/** The rows of an index. */
export function rowsOfIndex(index: ComparisonIndex): IndexRow[] {
  const kinds = new Map(index.kinds.map((kind) => [kind.name, kind]))
  const meanings = new Map(index.meanings)
  return index.ids.map((id, row) => {
    const colon = id.indexOf(':')
    return {
      id,
      kind: kinds.get(id.slice(0, colon)) as KindEntry,
      schema: index.schemas[index.schemaOf[row] as number] as string,
      address: addressOf(id.slice(colon + 1)),
      status: STATUSES[placeIn(index.statuses, row)] as DifferenceStatus,
      severity: SEVERITIES[placeIn(index.severities, row)] as Severity,
      cause: CAUSES[placeIn(index.causes, row)] as Cause,
      fields: index.fields[row] as number,
      consequences: index.consequences[row] as number,
      digest: index.digests.slice(row * DIGEST_LENGTH, (row + 1) * DIGEST_LENGTH),
      meaning: meanings.get(row) ?? null,
    }
  })
}

function placeIn(digits: string, row: number): number {
  return Number.parseInt(digits[row] as string, DIGITS)
}

function addressOf(encoded: string): string[] {
  const parts = encoded.split('.')
  return encoded.includes('%') ? parts.map(decodeURIComponent) : parts
}
