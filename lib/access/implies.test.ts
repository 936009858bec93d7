import { describe, expect, test } from 'vitest'
import { allOf, anyOf, type Condition, FALSE, parseCondition, TRUE } from '../sql/condition'
import { implies } from './implies'

const isSame = (left: string, right: string) => left === right
const proves = (narrow: string, wide: string) => implies(parseCondition(narrow), parseCondition(wide), isSame)

describe('proves', () => {
  test.each([
    ['a', 'true'],
    ['false', 'a'],
    ['(a AND b)', 'a'],
    ['(a AND b)', '(b AND a)'],
    ['a', '(b OR a)'],
    ['(a AND b)', '(c OR (b AND a))'],
    ['((a AND b) OR (a AND c))', 'a'],
    ['(a AND b)', '(a OR c)'],
    ["(s = 'x'::text)", "(s = ANY (ARRAY['x'::text, 'y'::text]))"],
    ["(s = ANY (ARRAY['y'::text, 'x'::text]))", "(s = ANY (ARRAY['x'::text, 'z'::text, 'y'::text]))"],
  ])('%s lets through no more than %s', (narrow, wide) => {
    expect(proves(narrow, wide)).toBe(true)
  })
})

describe('does not prove', () => {
  test.each([
    ['true', 'a'],
    ['a', 'false'],
    ['a', '(a AND b)'],
    ['(a OR b)', 'a'],
    ['(NOT (a AND b))', '(NOT a)'],
    ["(s = ANY (ARRAY['x'::text, 'y'::text]))", "(s = 'x'::text)"],
    ["(s = 'x'::text)", "(t = ANY (ARRAY['x'::text, 'y'::text]))"],
    ["(s = 'x'::text)", "(s = ANY (ARRAY['x'::character varying, 'y'::character varying]))"],
    ['(s = ( SELECT x))', '(s = ANY (ARRAY[1]))'],
  ])('that %s lets through no more than %s', (narrow, wide) => {
    expect(proves(narrow, wide)).toBe(false)
  })
})

/** A linear congruential generator: the same conditions in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const ATOMS = ['a', 'b', 'c', 'd']

function condition(next: () => number, depth: number): Condition {
  const pick = next()
  if (depth === 0 || pick < 0.3) {
    if (pick < 0.03) return TRUE
    if (pick < 0.06) return FALSE
    return { type: 'atom', text: ATOMS[Math.floor(next() * ATOMS.length)] as string }
  }
  const parts = Array.from({ length: 2 + Math.floor(next() * 2) }, () => condition(next, depth - 1))
  return pick < 0.65 ? allOf(parts) : anyOf(parts)
}

function holds(tested: Condition, world: number): boolean {
  if (tested.type === 'atom') return (world >> ATOMS.indexOf(tested.text)) % 2 === 1
  if (tested.type === 'and') return tested.parts.every((part) => holds(part, world))
  return tested.type === 'or' ? tested.parts.some((part) => holds(part, world)) : tested.type === 'true'
}

test('whatever is proven holds in every world', () => {
  const next = random(7)
  const wrong: string[] = []
  let proven = 0
  for (let round = 0; round < 4_000; round++) {
    const [narrow, wide] = [condition(next, 3), condition(next, 3)]
    if (!implies(narrow, wide, isSame)) continue
    proven++
    for (let world = 0; world < 16; world++) {
      if (holds(narrow, world) && !holds(wide, world)) wrong.push(JSON.stringify([narrow, wide]))
    }
  }
  expect(wrong).toEqual([])
  expect(proven).toBeGreaterThan(300)
})
