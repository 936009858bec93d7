import { notifyManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepFailures } from './keep-failures'

let client: QueryClient

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } })
  keepFailures(client.getQueryCache())
})
afterEach(() => client.clear())

/** A query that is shown as React shows it, whose fetches end when they are told to, and all that was to be seen of it. */
function show() {
  const fetches: { readonly answer: (data: string) => void; readonly fail: (error: Error) => void }[] = []
  const queryFn = () => new Promise<string>((answer, fail) => fetches.push({ answer, fail }))
  const options = { queryKey: ['grid'], queryFn }
  const observer = new QueryObserver(client, options)
  const shown = { ...client.defaultQueryOptions(options), _optimisticResults: 'optimistic' as const }
  const result = () => observer.getOptimisticResult(shown)
  const seen: string[] = [result().status]
  const look = () => {
    if (result().status !== seen.at(-1)) seen.push(result().status)
  }
  return { fetches, observer, seen, result, end: observer.subscribe(notifyManager.batchCalls(look)) }
}

const until = (isTrue: () => void) => vi.waitFor(isTrue, 20_000)

test('a failure stands while it is asked again, until there is another or an answer', async () => {
  const { fetches, observer, seen, end, result } = show()
  fetches[0]?.fail(new Error('nobody answers'))
  await until(() => expect(result().status).toBe('error'))
  void observer.refetch()
  await until(() => expect(fetches).toHaveLength(2))
  expect(result()).toMatchObject({
    status: 'error',
    fetchStatus: 'fetching',
    error: { message: 'nobody answers' },
  })
  fetches[1]?.fail(new Error('wrong password'))
  await until(() =>
    expect(result()).toMatchObject({ fetchStatus: 'idle', error: { message: 'wrong password' } }),
  )
  void client.invalidateQueries()
  await until(() => expect(fetches).toHaveLength(3))
  expect(result()).toMatchObject({ status: 'error', error: { message: 'wrong password' } })
  fetches[2]?.answer('equal')
  await until(() => expect(result()).toMatchObject({ status: 'success', data: 'equal', error: null }))
  expect(seen).toEqual(['pending', 'error', 'success'])
  end()
})

test('who comes back later is told that it is being asked, not how it failed before', async () => {
  const before = show()
  before.fetches[0]?.fail(new Error('nobody answers'))
  await until(() => expect(before.result().status).toBe('error'))
  before.end()
  const { fetches, seen, end, result } = show()
  expect(result()).toMatchObject({ status: 'pending', fetchStatus: 'fetching', error: null })
  fetches[0]?.answer('equal')
  await until(() => expect(result().status).toBe('success'))
  expect(seen).not.toContain('error')
  end()
})

test('what was reset is as if it had never been asked', async () => {
  const { fetches, end, result } = show()
  fetches[0]?.fail(new Error('nobody answers'))
  await until(() => expect(result().status).toBe('error'))
  void client.resetQueries()
  await until(() => expect(fetches).toHaveLength(2))
  expect(result()).toMatchObject({ status: 'pending', error: null })
  fetches[1]?.answer('equal')
  await until(() => expect(result().status).toBe('success'))
  end()
})
