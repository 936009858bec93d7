import { expect, test } from 'vitest'
import { NO_PLATFORM } from '../objects/comparison-rules'
import { compareFields } from '../objects/fields'
import { extension } from './extension'

const servers = { source: { version: '18.1', major: 18 }, target: { version: '18.1', major: 18 } }
const row = (version: string, schema = 'extensions') => ({ name: 'pg_cron', version, schema, owner: null })
const differing = (source: string, target: string, schema?: string) =>
  compareFields(extension, row(source), row(target, schema), servers, NO_PLATFORM).different.map(
    ({ name }) => name,
  )

test('what stands in for an extension in a replay has no version to compare', () => {
  expect(differing('1.6', 'stand-in')).toEqual([])
  expect(differing('stand-in', '1.6')).toEqual([])
  expect(differing('stand-in', '1.6', 'public')).toEqual(['schema'])
  expect(differing('1.6', '1.7')).toEqual(['version'])
})
