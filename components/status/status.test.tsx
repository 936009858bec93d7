import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SEVERITIES } from '@/lib/objects/kind'
import { SeverityBadge } from './severity'
import { StatusShape } from './shapes'
import { Status } from './status'
import { STATUSES, type StatusName } from './statuses'

const NAMES = Object.keys(STATUSES) as StatusName[]

test('every status has a shape of its own, so that colour is never alone', () => {
  const shapes = NAMES.map((status) => renderToStaticMarkup(<StatusShape status={status} />))
  expect(new Set(shapes).size).toBe(NAMES.length)
})

test('every status has a word of its own', () => {
  expect(new Set(NAMES.map((status) => STATUSES[status].word)).size).toBe(NAMES.length)
})

test('what is not known is framed and hatched, what is known is not', () => {
  const hatched = NAMES.filter((status) =>
    renderToStaticMarkup(<Status status={status} />).includes('st-hatch'),
  )
  expect(hatched).toEqual(['unknown', 'unreachable', 'notReadable'])
})

test('a description is there for those who cannot see the place', () => {
  const markup = renderToStaticMarkup(<Status status="changed" label="2 changed" description="in staging" />)
  expect(markup).toContain('2 changed')
  expect(markup).toContain('<span class="sr-only">in staging</span>')
})

test('every severity has a word and a shape of its own', () => {
  const badges = SEVERITIES.map((severity) => renderToStaticMarkup(<SeverityBadge severity={severity} />))
  expect(new Set(badges.map((badge) => badge.replace(/ class="[^"]*"| data-severity="\w+"/g, ''))).size).toBe(
    SEVERITIES.length,
  )
})
