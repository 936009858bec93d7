import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '../objects/app-error'
import { requestJson } from './request'
import { sessionState, setSessionState } from './session'

const fetched = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('localStorage', { getItem: () => 'the key' })
  setSessionState('open')
})
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
})

function answer(status: number, body: unknown) {
  fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }))
}

test('a read carries the key and no body', async () => {
  answer(200, { rows: 3 })
  expect(await requestJson('/api/grid')).toEqual({ rows: 3 })
  const [path, init] = fetched.mock.calls[0] ?? []
  expect(path).toBe('/api/grid')
  expect(init).toMatchObject({ method: 'GET', headers: { 'x-lockstep-key': 'the key' }, redirect: 'error' })
  expect(init?.body).toBeUndefined()
})

test.each(['POST', 'DELETE'] as const)('%s is JSON, even without a body', async (method) => {
  answer(200, {})
  await requestJson('/api/checks', { method })
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({
    method,
    body: '{}',
    headers: { 'Content-Type': 'application/json', 'x-lockstep-key': 'the key' },
  })
})

test('a failure of the API keeps its words', async () => {
  const shape = {
    code: 'E-AUTH-PASS',
    message: 'prod rejected the password',
    hint: 'Check it.',
    detail: '28P01',
  }
  answer(502, { ...shape, helpPath: '/help/E-AUTH-PASS' })
  const failure = await requestJson('/api/grid').catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppError)
  expect(failure).toMatchObject(shape)
  expect(sessionState()).toBe('open')
})

test.each([401, 403])('status %i of the guard ends the session', async (status) => {
  answer(status, { code: 'E-SESSION', message: 'm', hint: 'Open the address' })
  await expect(requestJson('/api/grid')).rejects.toMatchObject({ code: 'E-SESSION' })
  expect(sessionState()).toBe('ended')
})

test('an answer that is not worded for people is not shown', async () => {
  fetched.mockResolvedValueOnce(new Response('Error: connect postgres://u:secret@h/d', { status: 500 }))
  const failure = await requestJson('/api/grid').catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'E-INTERNAL' })
  expect(JSON.stringify(failure)).not.toContain('secret')
})

test('a process that does not answer is told apart, and coming back is noticed', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await expect(requestJson('/api/grid')).rejects.toMatchObject({ code: 'E-STOPPED' })
  expect(sessionState()).toBe('stopped')
  answer(200, {})
  await requestJson('/api/grid')
  expect(sessionState()).toBe('open')
})

test('an abort stays an abort', async () => {
  const abort = new AbortController()
  abort.abort()
  fetched.mockRejectedValueOnce(abort.signal.reason)
  await expect(requestJson('/api/grid', { signal: abort.signal })).rejects.toBe(abort.signal.reason)
  expect(sessionState()).toBe('open')
})
