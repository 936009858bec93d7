import { expect, it } from 'vitest'
import * as route from './route'

it('leaves nothing running for a request that reads no stream', () => {
  const handlers: Partial<Record<string, (request: Request) => Response>> = route
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  // As Next does it.
  const answer = (handlers.HEAD ?? route.GET)(new Request('http://127.0.0.1/api/events', { method: 'HEAD' }))
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(timers()).toBe(before)
})
