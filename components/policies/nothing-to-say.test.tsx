import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { NothingToSay } from './nothing-to-say'
import { PoliciesSummary } from './policies-summary'

const ALIKE = { open: 0, wider: 0, narrower: 0, unordered: 0, unknown: 0 }

/** What the page says where no table is open or differs. The first environment is the reference. */
function said(isRead: Readonly<Record<string, boolean>>): string {
  const environments = Object.entries(isRead).map(([name, read], i) => ({
    name,
    isReference: i === 0,
    state: read ? 'read' : 'unreachable',
  }))
  const counts = Object.values(isRead).map((read) => (read ? ALIKE : null))
  const answer = { environments, counts, reference: environments[0]?.name, tables: 29 } as unknown
  const markup = renderToStaticMarkup(
    <>
      <PoliciesSummary answer={answer as PoliciesAnswer} />
      <NothingToSay answer={answer as PoliciesAnswer} />
    </>,
  )
  expect(markup.includes('st-tint-ok')).toBe(markup.includes('is in step'))
  return markup.replace(/<[^>]*>/g, '')
}

describe('nothing is called compared or in step', () => {
  test.each([
    ['where the reference is the only environment', { prod: true }],
    ['where the reference could not be read', { prod: false, staging: true }],
    ['where only the reference could be read', { prod: true, staging: false, dev: false }],
  ])('%s', (_, isRead) => {
    const text = said(isRead)
    expect(text).toContain('Nothing could be compared with prod')
    expect(text).toContain('29 tables were read')
    expect(text).not.toMatch(/tables compared|Every table|in step/)
  })
})

test('what was compared is in step, as far as it was read', () => {
  expect(said({ prod: true, staging: true })).toMatch(/Every table .* in step29 tables compared/)
  const text = said({ prod: true, staging: true, dev: false })
  expect(text).toContain('No difference in what could be read29 tables compared')
  expect(text).not.toContain('Every table')
})
