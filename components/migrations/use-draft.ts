'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { requestJson } from '@/lib/client/request'
import type { DraftAnswer, SavedDraftAnswer } from '@/lib/services/draft-answer'

/** What a migration is to be written for: objects that drifted in an environment, or all that did. */
export interface DraftWish {
  readonly environment: string
  readonly objects?: readonly string[]
}

/** Writes a migration and proves it; `cancel` ends that. */
export function useDraft() {
  const controller = useRef<AbortController>(null)
  const draft = useMutation({
    mutationFn: (wish: DraftWish) => {
      controller.current = new AbortController()
      const { signal } = controller.current
      return requestJson<DraftAnswer>('/api/migrations/draft', { method: 'POST', body: wish, signal })
    },
  })
  const cancel = () => {
    controller.current?.abort()
    draft.reset()
  }
  return { draft, cancel }
}

/** Writes a draft that was proven into the project. */
export function useSaveDraft() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { readonly id: string; readonly name: string }) =>
      requestJson<SavedDraftAnswer>('/api/migrations/draft', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries(),
  })
}
