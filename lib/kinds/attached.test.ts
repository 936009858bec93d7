import { expect, test } from 'vitest'
import { attachedParts } from '../objects/attached'
import { KINDS } from './all'

test('the address of what is attached to other objects begins with that object', () => {
  const attached = KINDS.filter(({ address }) => address.includes('onKind'))
  expect(attached.map((kind) => [kind.name, attachedParts(kind)])).toEqual([
    ['grant', 3],
    ['server-grant', 1],
    ['security-label', 3],
    ['comment', 3],
  ])
})
