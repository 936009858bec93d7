import { createHash } from 'node:crypto'
import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import { CAUSES, type Difference, STATUSES } from '../objects/difference'
import { SEVERITIES } from '../objects/kind'
import type { ComparedPair } from './compared-pair'
import { type ComparisonIndex, DIGEST_LENGTH, DIGITS } from './comparison-index'
import { definitionHashes } from './definition-hashes'
import { partsOf, schemaOf } from './grid-query'

/** Sentences are long: only those of the most serious differences travel with the index. */
const MOST_MEANINGS = 20

const KIND_ORDER: ReadonlyMap<string, number> = new Map(KINDS.map(({ name }, place) => [name, place]))

const indexes = new WeakMap<ComparedPair, ComparisonIndex>()

/** The differences of a pair in brief; made once for each pair. */
export function indexComparison(pair: ComparedPair): ComparisonIndex {
  const index = indexes.get(pair) ?? makeIndex(pair)
  indexes.set(pair, index)
  return index
}

function makeIndex(pair: ComparedPair): ComparisonIndex {
  const rows = pair.comparison.differences
    .map((difference) => ({ difference, schema: schemaOf(difference.kind, difference.address) }))
    .sort(inShownOrder)
  const schemas = [...new Set(rows.map(({ schema }) => schema))]
  const places = new Map(schemas.map((schema, place) => [schema, place]))
  const differences = rows.map(({ difference }) => difference)
  const digits = <T>(all: readonly T[], wordOf: (difference: Difference) => T) =>
    differences.map((difference) => all.indexOf(wordOf(difference)).toString(DIGITS)).join('')
  return {
    kinds: kindsOf(differences),
    schemas,
    ids: differences.map(({ id }) => id),
    schemaOf: rows.map(({ schema }) => places.get(schema) as number),
    statuses: digits(STATUSES, ({ status }) => status),
    severities: digits(SEVERITIES, ({ severity }) => severity),
    causes: digits(CAUSES, ({ cause }) => cause),
    fields: differences.map(({ fields }) => fields.length),
    consequences: differences.map(({ consequences }) => consequences.length),
    digests: digestsOf(differences, pair),
    meanings: differences
      .flatMap(({ severity, meaning }, row) =>
        severity === 'critical' && meaning ? [[row, meaning] as const] : [],
      )
      .slice(0, MOST_MEANINGS),
  }
}

interface SchemaRow {
  readonly difference: Difference
  readonly schema: string
}

function inShownOrder(a: SchemaRow, b: SchemaRow): number {
  return (
    Number(a.schema === '') - Number(b.schema === '') ||
    compareText(a.schema, b.schema) ||
    orderOf(a.difference.kind) - orderOf(b.difference.kind) ||
    SEVERITIES.indexOf(a.difference.severity) - SEVERITIES.indexOf(b.difference.severity) ||
    compareText(a.difference.id, b.difference.id)
  )
}

function orderOf(kind: string): number {
  return KIND_ORDER.get(kind) ?? KINDS.length
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function kindsOf(differences: readonly Difference[]): ComparisonIndex['kinds'] {
  const names = new Set(differences.map(({ kind }) => kind))
  return KINDS.filter(({ name }) => names.has(name)).map((kind) => ({
    name: kind.name,
    one: kind.label.one,
    many: kind.label.many,
    attachedParts: partsOf(kind.name),
  }))
}

function digestsOf(differences: readonly Difference[], { source, target }: ComparedPair): string {
  const before = definitionHashes(source, differences, KINDS_BY_NAME, ({ address }) => address)
  const after = definitionHashes(
    target,
    differences,
    KINDS_BY_NAME,
    ({ address, targetAddress }) => targetAddress ?? address,
  )
  return differences
    .map(({ status, reason, targetAddress, consequences }, row) =>
      digest([
        status,
        reason,
        before[row],
        after[row],
        targetAddress?.join('\n'),
        ...consequences.map(({ id }) => id),
      ]),
    )
    .join('')
}

function digest(parts: readonly (string | number | undefined)[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url').slice(0, DIGEST_LENGTH)
}
