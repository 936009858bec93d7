import { randomBytes } from 'node:crypto'
import { join, literal, type Sql, sql } from '../../sql/sql'
import type { MaskRule } from '../dump-record'
import type { Queryable } from '../queryable'
import { HASH_LENGTH } from './mask-fit'
import type { ColumnToDump } from './table-to-dump'

const INNER_KEY = 'lockstep.mask_inner'
const OUTER_KEY = 'lockstep.mask_outer'

/**
 * Masks are made by the server, in the SELECT whose rows are copied: what they hide never leaves it, so it is in no file, no log
 * and no memory of ours. Hashes and made-up values come from the value and a random key, as in an HMAC: the same value gives
 * the same wherever it stands in one dump, and nobody who has the dump but not the key, which is kept nowhere, can tell
 * values by hashing guesses. The key lives in two settings of the transaction and so is in no statement's text.
 */
export async function setMaskKey(client: Keyable): Promise<void> {
  for (const name of [INNER_KEY, OUTER_KEY]) {
    await client.query('select set_config($1, $2, true)', [name, randomBytes(32).toString('hex')])
  }
}

interface Keyable extends Queryable {
  query(text: string, values?: unknown[]): ReturnType<Queryable['query']>
}

/** The expression for a masked value, beside `MASK_KEY`; nulls stay null. `value` is what is masked, of the column's type. */
export function maskExpression(rule: MaskRule, column: ColumnToDump, value: Sql): Sql {
  if (rule.mask === 'null') return sql`null::${typeOf(column)}`
  if (rule.mask === 'fixed') return sql`${literal(rule.value)}::${typeOf(column)}`
  const made = rule.mask === 'fake' ? faked(rule.like, column) : hashed(column)
  return sql`case when ${value} is not null then (select ${made}
    from (select ${digest(plainText(column, value))} as h offset 0) d) end`
}

/** As the server printed it, which quotes what needs quotes. */
export function typeOf({ type }: Pick<ColumnToDump, 'type'>): Sql {
  return type as Sql
}

/** Texts that compare as equal whatever their case are one value. */
function plainText({ baseType }: ColumnToDump, value: Sql): Sql {
  return /(^|\.)citext$/.test(baseType) ? sql`lower(${value}::text)` : sql`${value}::text`
}

function digest(text: Sql): Sql {
  return sql`sha256(k.lockstep_outer || sha256(k.lockstep_inner || convert_to(${text}, getdatabaseencoding())))`
}

/** What an expression for a masked value needs in FROM: the key, looked up once and not for each row. */
export const MASK_KEY = sql`(select decode(current_setting(${literal(OUTER_KEY)}), 'hex') as lockstep_outer,
  decode(current_setting(${literal(INNER_KEY)}), 'hex') as lockstep_inner offset 0) k`

function hashed(column: ColumnToDump): Sql {
  return column.baseType === 'uuid' ? UUID : sql`substr(encode(h, 'hex'), 1, ${HASH_LENGTH})`
}

type Sort = Extract<MaskRule, { mask: 'fake' }>['like']

function faked(sort: Sort, column: ColumnToDump): Sql {
  if (sort === 'email') return sql`'user-' || substr(encode(h, 'hex'), 1, 20) || '@example.com'`
  if (sort === 'phone') return sql`'+1555' || lpad((${NUMBER} % 10000000)::text, 7, '0')`
  if (sort === 'uuid') return column.baseType === 'uuid' ? UUID : sql`(${UUID})::text`
  if (sort === 'name') return limited(sql`${pick(FIRST_NAMES, 0)} || ' ' || ${pick(LAST_NAMES, 1)}`, column)
  if (sort === 'text') {
    const words = [0, 1, 2, 3, 4, 5].map((byte) => pick(WORDS, byte))
    return limited(join(words, " || ' ' || "), column)
  }
  return sort === 'number' ? fakeNumber(column) : fakeDate(column)
}

/** Of three bytes, so below 16,777,216. */
const NUMBER = sql`(get_byte(h, 0) * 65536 + get_byte(h, 1) * 256 + get_byte(h, 2))`

/** Of version 4 by RFC 9562: a random one. */
const UUID = sql`encode(set_byte(set_byte(substr(h, 1, 16), 6, get_byte(h, 6) & 15 | 64), 8,
  get_byte(h, 8) & 63 | 128), 'hex')::uuid`

/** Below 10,000, or what the column has digits for. */
function fakeNumber({ baseType, digits }: ColumnToDump): Sql {
  const limit = 10 ** Math.max(0, Math.min(4, digits?.[0] ?? 4))
  return sql`(${NUMBER} % ${limit})::${baseType as Sql}`
}

/** A day of 1970 to 2019. */
function fakeDate({ baseType }: ColumnToDump): Sql {
  return sql`(timestamp '1970-01-01' + ${NUMBER} % 18262 * interval '1 day')::${baseType as Sql}`
}

function limited(text: Sql, { maxLength }: ColumnToDump): Sql {
  return maxLength === null ? text : sql`left(${text}, ${maxLength})`
}

function pick(words: string, byte: number): Sql {
  const list = words.split(/\s+/).map(literal)
  return sql`(array[${join(list, ', ')}])[1 + get_byte(h, ${byte}) % ${list.length}]`
}

const FIRST_NAMES = `Ada Ben Cleo Dan Eva Finn Gita Hugo Ines Jan Kira Leo Mia Nils Olga Paul Quinn Rosa Sven Tara Ugo Vera
  Wim Xenia Yuri Zoe Amir Bela Chen Dara Emil Fatou`
const LAST_NAMES = `Abbott Brook Castle Dale Ember Field Grove Hill Iverson Jasper Knoll Lake Marsh North Orchard Pond
  Quarry Ridge Stone Thorn Underhill Vale Wood Xander York Zeller Ash Birch Cedar Elm Fern Gale`
const WORDS = `amber basin cloud drift ember field grain harbor island jetty kernel lantern meadow notch orbit pebble quiet river
  saddle timber umbra valley willow xenon yonder zephyr acorn beacon copper delta echo flint`
