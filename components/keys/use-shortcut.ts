'use client'

import { useEffect, useEffectEvent } from 'react'
import { answerShortcut } from './dispatch'
import type { ShortcutId } from './shortcuts'

/** Answers a shortcut while the component is shown and `isActive`. */
export function useShortcut(id: ShortcutId, onPress: (event: KeyboardEvent) => void, isActive = true): void {
  const handlePress = useEffectEvent(onPress)
  useEffect(() => {
    if (!isActive) return
    return answerShortcut(id, handlePress)
  }, [id, isActive])
}
