import { expect, test } from 'vitest'
import { anchorText, parseAnchor } from './line-anchor'

test('a line survives being written to an address and read back', () => {
  const line = { side: 'target', number: 12 } as const
  expect(anchorText(line)).toBe('target-12')
  expect(parseAnchor('target-12')).toEqual(line)
})

test.each([null, '', 'target', 'target-0', 'target--1', 'other-3', 'source-1x', 'source-99999999'])(
  '%j is no line',
  (text) => {
    expect(parseAnchor(text)).toBeNull()
  },
)
