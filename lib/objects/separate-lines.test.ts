import { expect, it } from 'vitest'
import { hashBytes, hashSums, lineText, splitLines, viewOf } from './lines'
import { separateLines } from './separate-lines'

const lines = (...texts: string[]) => splitLines(Buffer.from(texts.map((text) => `${text}\n`).join('')))
const nothing = new Set<number>()

/** What the table must find, found with strings. */
function expected(places: string[][]) {
  const everywhere = new Set(places[0]?.filter((text) => places.every((place) => place.includes(text))))
  const unequal = places.map((place) => place.flatMap((text, i) => (everywhere.has(text) ? [] : [i])))
  return { unequal, equal: everywhere.size }
}

function randomTexts(seed: number, count: number): string[] {
  let state = seed
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
  return Array.from({ length: count }, () => 'abcä'.repeat(3).slice(0, below(12)) + below(30))
}

it.each([1, 2, 3, 4, 5])('tells lines apart as sets would, whatever their order (%i)', (seed) => {
  const all = randomTexts(seed, 200)
  const places = [all.slice(0, 150), all.slice(40).reverse(), [...all.slice(100), ...all.slice(0, 120)]]
  const found = separateLines(
    places.map((place) => lines(...place)),
    [],
  )
  expect(found).toEqual(expected(places))
})

it('takes a line for another only when it is that line to the end', () => {
  const places = [
    ['abcd', 'abcdefgh', ''],
    ['abcdefghi', 'abcd', 'abc'],
  ]
  expect(
    separateLines(
      places.map((place) => lines(...place)),
      [],
    ),
  ).toEqual({
    unequal: [
      [1, 2],
      [0, 2],
    ],
    equal: 1,
  })
})

it('counts a line that one place has twice once', () => {
  expect(separateLines([lines('a', 'a', 'b'), lines('a', 'b', 'b')], [])).toEqual({
    unequal: [[], []],
    equal: 2,
  })
})

it('holds what is left out for unequal, and lets nothing equal it', () => {
  expect(separateLines([lines('a', 'b'), lines('a', 'b')], [new Set([0]), nothing])).toEqual({
    unequal: [[0], [0]],
    equal: 1,
  })
})

it('reads lines that lie anywhere in a larger buffer', () => {
  const whole = lines('x', 'same line', 'other')
  const offset = whole.starts[1] as number
  const part = splitLines(whole.bytes.subarray(offset))
  expect(lineText(part, 0)).toBe('same line')
  expect(separateLines([part, lines('same line')], []).unequal).toEqual([[1], []])
})

it('sums hashes regardless of order, and tells one changed byte', () => {
  const sums = hashSums(lines('first', 'second', 'third'))
  expect(hashSums(lines('third', 'first', 'second'))).toEqual(sums)
  expect(hashSums(lines('first', 'second', 'thirb'))).not.toEqual(sums)
  expect(hashSums(lines('first', 'second'))).not.toEqual(sums)
})

it('sums the same hashes as those of each line by itself, by which saved fingerprints are known again', () => {
  const texts = ['', 'a', 'abcd', 'abcdefg', 'ßé🐘', 'x'.repeat(1001)]
  const views = texts.map((text) => viewOf(lines(text)))
  const sums = [undefined, 0x9747b28c].map((seed) =>
    views.reduce((sum, view) => sum + hashBytes(view, 0, view.byteLength, seed), 0),
  )
  expect(hashSums(lines(...texts))).toEqual(sums)
})

it('remembers the sums of what it compared, which are those of the lines by themselves', () => {
  const texts = ['equal', 'ßé🐘', 'twice', 'twice', 'only here']
  const others = ['twice', 'equal', 'only there', '']
  const [left, right] = [lines(...texts), lines(...others)]
  separateLines([left, right], [])
  expect(hashSums(left)).toEqual(hashSums(lines(...texts)))
  expect(hashSums(right)).toEqual(hashSums(lines(...others)))
  const part = lines(...texts)
  separateLines([part, lines(...others)], [new Set([1])])
  expect(hashSums(part)).toEqual(hashSums(lines(...texts)))
})
