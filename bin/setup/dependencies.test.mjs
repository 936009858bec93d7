import { expect, it } from 'vitest'
import { matches } from './dependencies.mjs'

const wanted = {
  '': { name: 'lockstep' },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/@x/darwin-arm64': { version: '1.0.0', optional: true },
  'node_modules/big': { version: '1.0.0', peer: true },
}

it('accepts an installation that lacks only packages of other platforms and peers', () => {
  expect(matches(wanted, { 'node_modules/pg': { version: '8.23.1' } })).toBe(true)
})

it('does not accept a missing package, another version, or an old platform package', () => {
  expect(matches(wanted, {})).toBe(false)
  expect(matches(wanted, { 'node_modules/pg': { version: '8.22.0' } })).toBe(false)
  const oldPlatform = {
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/@x/darwin-arm64': { version: '0.9.0' },
  }
  expect(matches(wanted, oldPlatform)).toBe(false)
})
