'use client'

import { type Query, type QueryCache, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { isSessionFailure } from '@/lib/client/session'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /**
       * Who tells when the answer cannot be had: whoever asked always does, or never. Without it, whoever asked does as
       * long as there is no answer at all, and what is shown of an older one says nothing of the failure.
       */
      readonly failuresToldByAsker?: 'always' | 'never'
    }
  }
}

const NONE: readonly Query[] = []

/** What the page in sight asked for in vain, as far as the page itself does not tell. */
export function useFailedQueries(): readonly Query[] {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache])
  return useSyncExternalStore(
    subscribe,
    () => failedOf(cache),
    () => NONE,
  )
}

/** The last list of each cache: the same list as long as the same queries are in it. */
const lists = new WeakMap<QueryCache, readonly Query[]>()

function failedOf(cache: QueryCache): readonly Query[] {
  const last = lists.get(cache) ?? NONE
  const next = cache.findAll({ type: 'active', predicate: isUntold })
  if (next.length === last.length && next.every((query, i) => query === last[i])) return last
  lists.set(cache, next)
  return next
}

function isUntold({ state, meta }: Query): boolean {
  if (state.status !== 'error' || isSessionFailure(state.error)) return false
  const told = meta?.failuresToldByAsker
  return told === 'never' || (told !== 'always' && state.data !== undefined)
}
