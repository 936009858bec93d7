'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { MigrationsAnswer } from '@/lib/services/migrations-answer'
import type { MigrationDetailAnswer } from '@/lib/services/read-migration'
import { type MigrationFilters, migrationsQuery } from './migrations-state'

/** The migrations under these filters, page by page; the last answer tells of everything else. */
export function useMigrations(filters: MigrationFilters) {
  return useInfiniteQuery({
    queryKey: ['migrations', filters],
    queryFn: ({ signal, pageParam }) =>
      requestJson<MigrationsAnswer>(
        `/api/migrations${migrationsQuery(filters, { offset: String(pageParam) })}`,
        {
          signal,
        },
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const known = pages.reduce((sum, { migrations }) => sum + migrations.length, 0)
      return known < last.matching ? known : undefined
    },
    placeholderData: keepPreviousData,
  })
}

/** One migration with all there is to say. */
export function useMigration(id: string) {
  return useQuery({
    queryKey: ['migrations', 'one', id],
    queryFn: ({ signal }) =>
      requestJson<MigrationDetailAnswer>(`/api/migrations/one?id=${encodeURIComponent(id)}`, { signal }),
  })
}
