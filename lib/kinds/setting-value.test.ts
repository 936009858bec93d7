import { describe, expect, it } from 'vitest'
import { isSameSetting } from './setting-value'

describe('isSameSetting', () => {
  it.each([
    ['60s', '1min'],
    ['1GB', '1024MB'],
    ['0.5s', '500ms'],
    ['on', 'TRUE'],
    ['off', 'no'],
    ['"$user", public', '"$user", public'],
  ])('%s is %s', (source, target) => {
    expect(isSameSetting(source, target)).toBe(true)
  })

  it.each([
    ['60s', '60'],
    ['1MB', '1s'],
    ['a', 'A'],
    ['on', '1'],
    ['on', null],
    ['public, extensions', 'extensions, public'],
  ])('%s is not %s', (source, target) => {
    expect(isSameSetting(source, target)).toBe(false)
  })
})
