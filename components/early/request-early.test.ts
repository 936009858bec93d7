import { runInThisContext } from 'node:vm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KEY_HEADER, KEY_STORAGE_KEY } from '@/lib/server/wire'
import { EARLY_NAME, EARLY_SCRIPT } from './early-script'
import { requestEarly } from './request-early'

const fetched = vi.fn<typeof fetch>()
const PATHS = ['/api/overview?text=%3C%2Fscript%3E%22', '/api/environments']

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('localStorage', { getItem: (name: string) => (name === KEY_STORAGE_KEY ? 'the key' : null) })
  vi.stubGlobal('document', { currentScript: { dataset: { paths: JSON.stringify(PATHS) } } })
})
afterEach(() => {
  fetched.mockReset()
  delete (globalThis as Record<string, unknown>)[EARLY_NAME]
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Runs the script as a document does. */
function begin() {
  new Function(EARLY_SCRIPT)()
}

function answer(body: unknown, status = 200) {
  fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }))
}

test('what the document asked for is taken once, with the key sent', async () => {
  answer({ rows: 1 })
  answer({ environments: [] })
  begin()
  expect(fetched.mock.calls.map(([path]) => path)).toEqual(PATHS)
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({
    headers: { [KEY_HEADER]: 'the key' },
    cache: 'no-store',
    redirect: 'error',
  })
  expect(await requestEarly('/api/environments')).toEqual({ environments: [] })
  expect(fetched).toHaveBeenCalledTimes(2)
  answer({ environments: ['new'] })
  expect(await requestEarly('/api/environments')).toEqual({ environments: ['new'] })
})

test('what nobody asked for early is asked for now', async () => {
  begin()
  answer({ rows: 2 })
  expect(await requestEarly('/api/policies')).toEqual({ rows: 2 })
})

test.each([
  ['was refused', () => answer({ code: 'E-SESSION' }, 401)],
  ['never came', () => fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'))],
])('an answer that %s is asked for again', async (_how, fail) => {
  fail()
  answer({})
  begin()
  answer({ rows: 3 })
  expect(await requestEarly(PATHS[0] as '/api/overview')).toEqual({ rows: 3 })
})

test('an answer of long ago is not taken', async () => {
  answer({ rows: 'old' })
  answer({})
  begin()
  vi.spyOn(performance, 'now').mockReturnValue(60_000)
  answer({ rows: 'new' })
  expect(await requestEarly(PATHS[0] as '/api/overview')).toEqual({ rows: 'new' })
})

test('it leaves nothing in the page but the requests', () => {
  const before = Object.keys(globalThis)
  answer({})
  answer({})
  // Run as a script of a document is, where what is declared is there for all.
  runInThisContext(EARLY_SCRIPT)
  expect(Object.keys(globalThis).filter((name) => !before.includes(name))).toEqual([EARLY_NAME])
})

test('without a key nothing is asked', () => {
  vi.stubGlobal('localStorage', { getItem: () => null })
  begin()
  expect(fetched).not.toHaveBeenCalled()
})
