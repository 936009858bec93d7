import { expect, it } from 'vitest'
import { isSupportedNode, needsDashboard } from './start-needs.mjs'

it.each([
  [[], true],
  [['demo'], true],
  [['demo', '--port', '4000'], true],
  [['--port', '4000'], true],
  [['--help'], false],
  [['demo', '--help'], false],
  [['diff', 'demo', 'prod'], false],
  [['status', '--json'], false],
])('%j serves pages: %s', (args, expected) => {
  expect(needsDashboard(args)).toBe(expected)
})

it.each([
  ['20.20.2', true],
  ['22.0.0', true],
  ['20.9.0', false],
  ['18.20.4', false],
])('Node %s is supported: %s', (version, expected) => {
  expect(isSupportedNode(version)).toBe(expected)
})
