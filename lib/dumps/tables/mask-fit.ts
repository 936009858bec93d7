import type { MaskRule } from '../dump-record'
import type { ColumnToDump } from './table-to-dump'

/** Characters of a hash: 128 bits, so that no two values share one. */
export const HASH_LENGTH = 32

/** What a made-up value of a sort needs: characters of a text, where it is of fixed length. */
const LENGTHS = { email: 37, phone: 12, uuid: 36, name: 0, text: 0 } as const

const NUMBERS = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'])
const DATES = new Set(['date', 'timestamp without time zone', 'timestamp with time zone'])

/** Why a column cannot hold what a rule would put there, as the end of a sentence; null where it can. */
export function whyUnfit(rule: MaskRule, column: ColumnToDump): string | null {
  if (column.isGenerated) return 'the server computes it; mask the columns it is computed from.'
  if (column.isPartitionKey) return 'its value tells into which partition a row belongs.'
  if (rule.mask === 'null') return whyNotNull(column)
  if (rule.mask === 'fixed') return whyNotFixed(rule.value, column)
  return rule.mask === 'fake' ? whyNotFake(rule.like, column) : whyNotHash(column)
}

function whyNotNull({ isNotNull, hasEqualNulls }: ColumnToDump): string | null {
  if (isNotNull) return 'it is NOT NULL. Use another mask.'
  return hasEqualNulls ? 'a unique index may count its nulls as equal. Use hash.' : null
}

function whyNotFixed(value: string, { isUnique, maxLength }: ColumnToDump): string | null {
  if (isUnique)
    return 'its values have to be unique, and all would be the same. Use hash, or a fake email or uuid.'
  if (value.includes('\0')) return 'the value has a character that Postgres cannot hold.'
  return tooLong([...value].length, maxLength, 'the value')
}

function whyNotHash(column: ColumnToDump): string | null {
  if (column.baseType === 'uuid') return null
  if (!isText(column)) return `a hash is a text or a uuid, and the column is of type ${column.type}.`
  return tooLong(HASH_LENGTH, column.maxLength, 'a hash')
}

type Sort = Extract<MaskRule, { mask: 'fake' }>['like']

function whyNotFake(sort: Sort, column: ColumnToDump): string | null {
  if (!holds(sort, column)) return `a made-up ${sort} does not fit the type ${column.type}.`
  const staysUnique = sort === 'email' || sort === 'uuid'
  if (column.isUnique && !staysUnique) {
    return `its values have to be unique, and a made-up ${sort} may come twice. Use hash, or a fake email or uuid.`
  }
  if (column.baseType === 'uuid' || sort === 'number' || sort === 'date') return null
  return tooLong(LENGTHS[sort], column.maxLength, `a made-up ${sort}`)
}

function holds(sort: Sort, column: ColumnToDump): boolean {
  if (sort === 'number') return NUMBERS.has(column.baseType)
  if (sort === 'date') return DATES.has(column.baseType)
  return isText(column) || (sort === 'uuid' && column.baseType === 'uuid')
}

/** A type of one letter counts as a string on older servers. */
function isText({ category, baseType }: ColumnToDump): boolean {
  return category === 'S' && baseType !== '"char"'
}

function tooLong(length: number, limit: number | null, what: string): string | null {
  if (limit === null || length <= limit) return null
  return `it holds ${limit} characters at most, and ${what} has ${length}.`
}
