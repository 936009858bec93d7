import { expect, test } from 'vitest'
import { lineText } from './lines'
import { knownNeeds, makeTextOfNeeds, needsOfText, textOfNeeds } from './needed-objects'

const COUNT = 5_000
const NEEDS = Array.from({ length: COUNT }, (_, i) => (i % 3 === 0 ? null : `[["table", "s", "t${i}"]]`))

test('the text of needs has a line for each, says the same when it is read, and is made once', () => {
  const needs = knownNeeds(NEEDS)
  const text = textOfNeeds(needs, COUNT)
  expect([lineText(text, 0), lineText(text, 4_999)]).toEqual(['', '[["table", "s", "t4999"]]'])
  const read = needsOfText(text)
  expect(NEEDS.map((_, line) => read.of(line))).toEqual(NEEDS)
  expect(textOfNeeds(needs, COUNT)).toBe(text)
})

test('it is made in pieces, so that others have their turn, and is known from then on', () => {
  const needs = knownNeeds(NEEDS)
  const pieces = [...makeTextOfNeeds(needs, COUNT)]
  expect(pieces.length).toBeGreaterThan(2)
  expect([...makeTextOfNeeds(needs, COUNT)]).toEqual([])
})
