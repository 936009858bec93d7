import { describe, expect, it } from 'vitest'
import { isSameSetting, isSameSettings } from './setting-value'

describe('isSameSetting', () => {
  it.each([
    ['60s', '1min'],
    ['1GB', '1024MB'],
    ['0.5s', '500ms'],
    ['on', 'TRUE'],
    ['off', 'no'],
    ['on', '1'],
    ['0', 'False'],
    ['"$user", public', '"$user", public'],
  ])('%s is %s', (source, target) => {
    expect(isSameSetting('parameter', source, target)).toBe(true)
  })

  it.each([
    ['60s', '60'],
    ['1MB', '1s'],
    ['a', 'A'],
    ['on', '0'],
    ['1', '0'],
    ['on', null],
    ['public, extensions', 'extensions, public'],
  ])('%s is not %s', (source, target) => {
    expect(isSameSetting('parameter', source, target)).toBe(false)
  })

  it.each([
    ['60s', '1min'],
    ['on', 'true'],
    ['off', '0'],
  ])('%s is not %s to whoever reads a parameter of his own', (source, target) => {
    expect(isSameSetting('app.flag', source, target)).toBe(false)
    expect(isSameSetting('app.flag', source, source)).toBe(true)
  })
})

describe('isSameSettings', () => {
  const list = (...settings: string[]) => JSON.stringify(settings)

  it('compares each value by its meaning', () => {
    expect(
      isSameSettings(
        list('enable_seqscan=off', 'work_mem=1GB'),
        list('enable_seqscan=false', 'work_mem=1024MB'),
      ),
    ).toBe(true)
    expect(isSameSettings(list('work_mem=1GB'), list('work_mem=1MB'))).toBe(false)
    expect(isSameSettings(list('work_mem=1GB'), list('temp_buffers=1GB'))).toBe(false)
  })

  it('tells a list with one more apart', () => {
    expect(isSameSettings(list('work_mem=1GB'), list('work_mem=1GB', 'x.y=1'))).toBe(false)
    expect(isSameSettings(null, list('work_mem=1GB'))).toBe(false)
    expect(isSameSettings(null, null)).toBe(true)
  })
})
