'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { requestJson } from '@/lib/client/request'
import type { RowAnswer, RowsAnswer } from '@/lib/services/grid-answer'
import type { AskedGrid } from './use-overview'

/**
 * The rows of the pages that hold these offsets, by offset; those on their way are not in it yet.
 * The first page came with the grid itself.
 */
export function useRows(answer: AskedGrid, offsets: readonly number[]): ReadonlyMap<number, RowAnswer> {
  const size = Math.max(answer.rows.length, 1)
  const version = answer.environments.map(({ fingerprint, state: read }) => `${read} ${fingerprint}`).join()
  const pages = [...new Set(offsets.map((offset) => Math.floor(offset / size)))].filter((page) => page > 0)
  const loaded = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['overview', answer.question, 'rows', version, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        requestJson<RowsAnswer>(
          `/api/overview/rows?${new URLSearchParams(`${answer.question}&offset=${page * size}&limit=${size}`)}`,
          { signal },
        ),
      meta: { failuresToldByAsker: 'never' as const },
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])),
  })
  return useMemo(() => {
    const rows = new Map<number, RowAnswer>()
    for (const page of [answer, ...loaded]) {
      for (const [i, row] of page.rows.entries()) rows.set(page.offset + i, row)
    }
    return rows
  }, [answer, loaded])
}
