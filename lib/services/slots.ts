/** Lets a limited number of tasks run at a time; the others wait their turn, urgent ones before the rest. */
export function createSlots(most: number) {
  let running = 0
  const waiting: Record<'urgent' | 'ordinary', (() => void)[]> = { urgent: [], ordinary: [] }
  return async <T>(task: () => Promise<T>, { isUrgent }: { isUrgent: boolean }): Promise<T> => {
    const line = waiting[isUrgent ? 'urgent' : 'ordinary']
    if (running < most) running++
    else await new Promise<void>((resolve) => line.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.urgent.shift() ?? waiting.ordinary.shift()
      if (next) next()
      else running--
    }
  }
}

export type Slots = ReturnType<typeof createSlots>
