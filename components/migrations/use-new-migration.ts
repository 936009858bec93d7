'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { NewMigrationAnswer, PreviewAnswer } from '@/lib/services/new-migration-answer'

/** What a new migration is called, and where it goes. */
export interface NewMigrationWish {
  readonly name: string
  readonly folder: string
}

const PATH = '/api/migrations/new'

/** Which files it would get, or why none can be made; nothing is written. Asks nothing while there is no name. */
export function usePreview(wish: NewMigrationWish) {
  return useQuery({
    queryKey: ['new-migration', wish],
    enabled: wish.name.trim() !== '',
    queryFn: ({ signal }) =>
      requestJson<PreviewAnswer>(PATH, { method: 'POST', body: { ...wish, isPreview: true }, signal }),
    retry: false,
    gcTime: 0,
    placeholderData: keepPreviousData,
    meta: { failuresToldByAsker: 'always' },
  })
}

/** Writes it. */
export function useNewMigration() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: NewMigrationWish) =>
      requestJson<NewMigrationAnswer>(PATH, { method: 'POST', body: wish }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['migrations'] }),
  })
}
