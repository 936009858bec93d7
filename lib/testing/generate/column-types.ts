import type { Item } from './item'

/** A type a column may have. */
export interface ColumnType {
  readonly sql: string
  /** Two values of it, as constants that no server rewrites by the clock. */
  readonly values: readonly [string, string]
  /** Whether a b-tree can sort it. */
  readonly isSortable: boolean
  /** Whether it is text with a collation. */
  readonly isText?: boolean
  /** The user-made type it is of. */
  readonly needs?: readonly Item[]
}

const sortable = (sql: string, first: string, second: string): ColumnType => ({
  sql,
  values: [first, second],
  isSortable: true,
})

const unsortable = (sql: string, first: string, second: string): ColumnType => ({
  sql,
  values: [first, second],
  isSortable: false,
})

const textual = (sql: string, first: string, second: string): ColumnType => ({
  sql,
  values: [first, second],
  isSortable: true,
  isText: true,
})

export const INTEGER = sortable('integer', '1', '-2')
export const BIGINT = sortable('bigint', '1', '9223372036854775807')
export const TEXT = textual('text', "'one'", "'it''s two'")
const RANGE = sortable('tstzrange', "'empty'", "tstzrange(null, '2020-01-01 00:00:00+00', '[]')")

/** Types of the server itself. */
export const BUILT_IN_TYPES: readonly ColumnType[] = [
  INTEGER,
  BIGINT,
  TEXT,
  RANGE,
  sortable('smallint', '1', '2'),
  sortable('numeric', '1.5', '0'),
  sortable('numeric(10,2)', '0.00', '12.34'),
  sortable('real', '1.5', '-1.5'),
  sortable('double precision', "'NaN'", '0.1'),
  sortable('boolean', 'true', 'false'),
  textual('character varying(40)', "'one'", "''"),
  textual('character varying', "'one'", "'two'"),
  textual('character(3)', "'one'", "'two'"),
  sortable('timestamp with time zone', "'2020-01-01 00:00:00+00'", "'infinity'"),
  sortable('timestamp(3) without time zone', "'2020-01-01 00:00:00'", "'-infinity'"),
  sortable('date', "'2020-01-01'", "'epoch'"),
  sortable('time without time zone', "'10:00'", "'11:00:00.5'"),
  sortable('interval', "'1 day'", "'1 mon 2 days 03:04:05'"),
  sortable('interval day to second(3)', "'1 day'", "'2 days'"),
  sortable('uuid', "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"),
  sortable('jsonb', "'{}'", `'{"a": [1, "x"]}'`),
  unsortable('json', "'{}'", "'[]'"),
  sortable('bytea', "'\\x00ff'", "''"),
  sortable('inet', "'127.0.0.1'", "'::1'"),
  unsortable('xml', "'<a/>'", "'<b/>'"),
  sortable('money', "'1'", "'2'"),
  unsortable('point', "'(1,2)'", "'(3,4)'"),
  sortable('bit(4)', "B'0101'", "B'1111'"),
  sortable('tsvector', "''", "'a:1 b'"),
  sortable('int4multirange', "'{}'", "'{[1,3),[5,7)}'"),
  sortable('text[]', "'{}'", `'{a,"b c",NULL}'`),
  sortable('integer[]', "'{1,2}'", 'array[3, 4]'),
  sortable('"char"', "'a'", "'b'"),
  sortable('pg_lsn', "'0/0'", "'0/1'"),
]
