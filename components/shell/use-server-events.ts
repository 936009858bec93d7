'use client'

import { useEffect, useEffectEvent } from 'react'
import { type ServerEvent, subscribeToEvents } from '@/lib/client/events'

/** Calls `onEvent` for every event of the server while the component is shown. */
export function useServerEvents(onEvent: (event: ServerEvent) => void): void {
  const handleEvent = useEffectEvent(onEvent)
  useEffect(() => subscribeToEvents(handleEvent), [])
}
