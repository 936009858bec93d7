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
  ['text', 'uuid', ['rewritesTable', 'losesPrecision']],
])('from %s to %s', (from, to, hazards) => {
  expect(typeChangeHazards(from, to)).toEqual(hazards)
})
