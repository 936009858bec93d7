import { expect, test } from 'vitest'
import type { Row } from '../objects/row'
import { trigger } from './trigger'

const part = (enabled: string): Row => ({ enabled, whole: '["public", "orders", "stamp"]' })
const servers = { source: { version: '17.1', major: 17 }, target: { version: '17.1', major: 17 } }

test('what a partition’s part of a trigger does is said of the side it is on', () => {
  const meaning = (source?: Row, target?: Row) =>
    trigger.judge?.({ ...(source ? { source } : {}), ...(target ? { target } : {}), fields: [] }, servers)
      .meaning
  expect(meaning(undefined, part('disabled'))).toBe(
    'Here on this partition the trigger is switched off, unlike the whole.',
  )
  expect(meaning(part('disabled'))).toBe(
    'In the source on this partition the trigger is switched off, unlike the whole.',
  )
  expect(meaning(part('disabled'), part('always'))).toBe(
    'Here on this partition the trigger always fires; in the source it is switched off.',
  )
})
