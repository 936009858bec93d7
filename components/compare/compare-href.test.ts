import { expect, test } from 'vitest'
import { compareHref, originOfSegment } from './compare-href'

test.each(['prod', 'my laptop', 'snapshot:50%.lockstep', 'größe', 'snapshot:a?b#c&d.lockstep'])(
  'the address of %j leads back to it',
  (id) => {
    const { pathname } = new URL(compareHref(id, 'staging'), 'http://127.0.0.1')
    expect(originOfSegment(pathname.split('/')[2] as string)).toBe(id)
  },
)

test('an object is found again, whatever its name', () => {
  const object = 'policy:public.a%2Eb.Members & "others"'
  const { searchParams } = new URL(compareHref('prod', 'staging', { object }), 'http://127.0.0.1')
  expect(searchParams.get('object')).toBe(object)
})

test('a segment that is no valid encoding stands for itself', () => {
  expect(originOfSegment('50%')).toBe('50%')
})
