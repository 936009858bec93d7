import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { askAgain } from './ask-again'

const client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } })

afterEach(() => client.clear())

/** A query that is shown, whose fetches end when they are told to. */
function show(...queryKey: readonly string[]) {
  const fetches: { readonly answer: (data: string) => void; readonly fail: (error: Error) => void }[] = []
  const queryFn = () => new Promise<string>((answer, fail) => fetches.push({ answer, fail }))
  const observer = new QueryObserver(client, { queryKey, queryFn, staleTime: Number.POSITIVE_INFINITY })
  return { fetches, end: observer.subscribe(() => undefined), result: () => observer.getCurrentResult() }
}

/** Once all that follows from what is settled has happened. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('what changes during the first fetch is asked for once that has ended, and only once', async () => {
  const { fetches, result, end } = show('grid')
  const other = show('grid', 'other')
  askAgain(client)
  askAgain(client)
  await settled()
  // It runs on: many changes would otherwise keep it from its end.
  expect(fetches).toHaveLength(1)
  fetches[0]?.answer('before')
  await vi.waitFor(() => expect(fetches).toHaveLength(2), 20_000)
  expect(result().data).toBe('before')
  expect(other.fetches).toHaveLength(1)
  fetches[1]?.answer('after')
  await vi.waitFor(() => expect(result()).toMatchObject({ data: 'after', fetchStatus: 'idle' }), 20_000)
  await settled()
  expect(fetches).toHaveLength(2)
  end()
  other.end()
})

test('so it is where the first fetch failed, and where the next has no answer yet either', async () => {
  const { fetches, result, end } = show('object')
  askAgain(client)
  fetches[0]?.fail(new Error('There is no such object'))
  await vi.waitFor(() => expect(fetches).toHaveLength(2), 20_000)
  askAgain(client)
  fetches[1]?.answer('before')
  await vi.waitFor(() => expect(fetches).toHaveLength(3), 20_000)
  fetches[2]?.answer('after')
  await vi.waitFor(() => expect(result()).toMatchObject({ status: 'success', data: 'after' }), 20_000)
  end()
})

test('what is not meant is left alone, and what has an answer is asked for at once', async () => {
  const grid = show('grid')
  const dumps = show('dumps')
  dumps.fetches[0]?.answer('none')
  await vi.waitFor(() => expect(dumps.result().data).toBe('none'), 20_000)
  askAgain(client, { queryKey: ['dumps'] })
  expect(dumps.fetches).toHaveLength(2)
  grid.fetches[0]?.answer('equal')
  await vi.waitFor(() => expect(grid.result().data).toBe('equal'), 20_000)
  await settled()
  expect(grid.fetches).toHaveLength(1)
  grid.end()
  dumps.end()
})
