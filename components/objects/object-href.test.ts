import { expect, test } from 'vitest'
import { objectId } from '@/lib/objects/address'
import { idOfSegment, objectHref } from './object-href'

test.each(['a', 'a b', 'a.b', 'a/b', 'a%20b', '%', 'a:b', '\u202e', '😀', ''])(
  'the page of %j is found again',
  (name) => {
    const id = objectId({ kind: 'table', address: ['public', name] })
    const segment = objectHref(id).replace('/objects/', '')
    expect(idOfSegment(segment)).toBe(id)
    expect(idOfSegment(decodeURIComponent(segment))).toBe(id)
  },
)

test('a broken segment is kept for the message', () => {
  expect(idOfSegment('%E0%A4%A')).toBe('%E0%A4%A')
})
