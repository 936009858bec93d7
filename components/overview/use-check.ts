'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'

/** Checks environments now, all of them unless named, and shows what came out. */
export function useCheck() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (environments?: readonly string[]) =>
      requestJson('/api/checks', { method: 'POST', body: environments ? { environments } : {} }),
    onSettled: () => client.invalidateQueries(),
  })
}
