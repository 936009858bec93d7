import { expect, it } from 'vitest'
import * as route from './route'

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

it('leaves nothing running for a request that reads no stream', () => {
  const handlers: Partial<Record<string, (request: Request) => Response>> = route
  const before = timers()
  // As Next does it.
  const answer = (handlers.HEAD ?? route.GET)(new Request('http://127.0.0.1/api/events', { method: 'HEAD' }))
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(timers()).toBe(before)
})

it.each([
  ['before it is answered', true],
  ['while it is read', false],
])('leaves nothing running for a page that has gone %s', async (_when, isGone) => {
  const before = timers()
  const page = new AbortController()
  if (isGone) page.abort()
  const answer = route.GET(new Request('http://127.0.0.1/api/events', { signal: page.signal }))
  expect(timers()).toBe(isGone ? before : before + 1)
  page.abort()
  expect(await answer.text()).toBe(isGone ? '' : ': open\n\n')
  expect(timers()).toBe(before)
})
