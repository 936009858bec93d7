'use client'

import { useSearchParams } from 'next/navigation'
import type { ObjectAnswer } from '@/lib/services/object-answer'

/** Chooses the environment whose statement is compared with the reference's; the choice is in the address. */
export function SidePicker({
  object,
  chosen,
}: {
  readonly object: ObjectAnswer
  readonly chosen: string | undefined
}) {
  const parameters = useSearchParams()
  const choose = (environment: string) => {
    const next = new URLSearchParams(parameters)
    next.set('environment', environment)
    window.history.replaceState(null, '', `?${next}`)
  }
  return (
    <label className="flex items-center gap-2 text-muted text-sm">
      Compare {object.reference} with
      <select
        value={chosen}
        onChange={(event) => choose(event.target.value)}
        className="h-8 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      >
        {object.environments
          .filter(({ environment }) => environment !== object.reference)
          .map(({ environment }) => (
            <option key={environment} value={environment}>
              {environment}
            </option>
          ))}
      </select>
    </label>
  )
}
