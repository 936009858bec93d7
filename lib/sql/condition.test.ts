import { expect, test } from 'vitest'
import { allOf, anyOf, FALSE, parseCondition, TRUE } from './condition'

const atom = (text: string) => ({ type: 'atom', text })

test.each([
  ['true', TRUE],
  ['(false)', FALSE],
  ['(a = b)', atom('a = b')],
  ['((a = b) AND (c = d))', { type: 'and', parts: [atom('a = b'), atom('c = d')] }],
  [
    '(((a = b) AND (c = d)) OR (e > 1))',
    { type: 'or', parts: [{ type: 'and', parts: [atom('a = b'), atom('c = d')] }, atom('e > 1')] },
  ],
  ['(NOT ((a = b) OR c))', atom('NOT ((a = b) OR c)')],
  ["(note = 'this OR that) AND (so'::text)", atom("note = 'this OR that) AND (so'::text")],
  ["(note = E'it\\'s OR\\\\'::text)", atom("note = E'it\\'s OR\\\\'::text")],
  ["(note = 'it''s) OR (x'::text)", atom("note = 'it''s) OR (x'::text")],
  ['("a) OR (b" = 1)', atom('"a) OR (b" = 1')],
  [
    '( SELECT true AS bool\n   FROM t\n  WHERE (a AND b))',
    atom('SELECT true AS bool\n   FROM t\n  WHERE (a AND b)'),
  ],
  ['CASE WHEN (a AND b) THEN c ELSE d END', atom('CASE WHEN (a AND b) THEN c ELSE d END')],
  ['(a = ANY (ARRAY[1, 2]))', atom('a = ANY (ARRAY[1, 2])')],
  ['(a) OR (b)', { type: 'or', parts: [atom('a'), atom('b')] }],
  ['((unbalanced', atom('((unbalanced')],
  ['((a AND false) OR (false AND (b OR c)))', { type: 'false' }],
  ['((a OR true) AND b)', atom('b')],
])('%s', (text, expected) => {
  expect(parseCondition(text)).toEqual(expected)
})

test('constants are taken out of lists', () => {
  const [a, b] = [parseCondition('a'), parseCondition('b')]
  expect(allOf([TRUE, a])).toEqual(a)
  expect(allOf([a, FALSE, b])).toEqual(FALSE)
  expect(allOf([])).toEqual(TRUE)
  expect(anyOf([FALSE, a])).toEqual(a)
  expect(anyOf([a, TRUE])).toEqual(TRUE)
  expect(anyOf([])).toEqual(FALSE)
})
