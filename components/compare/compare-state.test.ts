import { expect, test } from 'vitest'
import { swappedQuery } from './compare-state'

test('swapping the sides shows the same objects and the same line', () => {
  expect(swappedQuery('?status=missing&object=table%3Apublic.a&line=source-4')).toBe(
    '?status=extra&object=table%3Apublic.a&line=target-4',
  )
  expect(swappedQuery('?status=extra&kind=table')).toBe('?status=missing&kind=table')
})

test('swapping twice leads back', () => {
  for (const query of ['', '?status=unknown&line=target-2', '?text=a+b&severity=high']) {
    expect(swappedQuery(swappedQuery(query))).toBe(query)
  }
})
