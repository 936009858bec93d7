import { expect, test } from 'vitest'
import { typeChangeHazards } from './type-change'

test.each([
  ['character varying(10)', 'character varying(20)', []],
  ['character varying(20)', 'character varying(10)', ['rewritesTable', 'losesPrecision']],
  ['character varying', 'character varying(10)', ['rewritesTable', 'losesPrecision']],
  ['character varying(10)', 'character varying', []],
  ['character varying(10)', 'text', []],
  ['text', 'character varying', []],
  ['text', 'character varying(10)', ['rewritesTable', 'losesPrecision']],
  ['integer', 'bigint', ['rewritesTable']],
  ['bigint', 'integer', ['rewritesTable', 'losesPrecision']],
  ['bigint', 'numeric', ['rewritesTable']],
  ['bigint', 'numeric(3,0)', ['rewritesTable', 'losesPrecision']],
  ['numeric(10,2)', 'numeric(12,2)', []],
  ['numeric(10,2)', 'numeric', []],
  ['numeric(10,2)', 'numeric(12,3)', ['rewritesTable', 'losesPrecision']],
  ['numeric', 'numeric(12,3)', ['rewritesTable', 'losesPrecision']],
  ['timestamp(3) with time zone', 'timestamp with time zone', []],
  ['timestamp with time zone', 'timestamp(6) with time zone', []],
  ['timestamp(3) with time zone', 'timestamp without time zone', ['rewritesTable', 'losesPrecision']],
  ['time without time zone', 'time(0) without time zone', ['rewritesTable', 'losesPrecision']],
  ['text', 'uuid', ['rewritesTable', 'losesPrecision']],
])('from %s to %s', (from, to, hazards) => {
  expect(typeChangeHazards(from, to)).toEqual(hazards)
})
