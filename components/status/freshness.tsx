'use client'

import { Age, useNow } from '../ui/time'
import { StaleMark } from './marks'

interface FreshnessProps {
  /** When it was last proven, ISO 8601. */
  readonly at: string
  readonly staleAfterMinutes: number
}

/** A clock that is ahead by more than this is not ours, in milliseconds. */
const MOST_AHEAD_MS = 60_000

/** How long ago something was proven; marked once that is longer ago than its limit, or cannot be told. */
export function Freshness({ at, staleAfterMinutes }: FreshnessProps) {
  const age = useNow() - Date.parse(at)
  if (age <= staleAfterMinutes * 60_000 && age >= -MOST_AHEAD_MS) return <Age at={at} />
  return (
    <StaleMark>
      <Age at={at} />
    </StaleMark>
  )
}
