import { expect, test } from 'vitest'
import { createSlots } from './slots'

test('no more tasks run at a time than there are slots, all run, and a failing one frees its slot', async () => {
  const inSlot = createSlots(3)
  let running = 0
  let most = 0
  const tasks = Array.from({ length: 20 }, (_, i) =>
    inSlot(
      async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, i % 4))
        running--
        if (i % 5 === 0) throw new Error('failed')
        return i
      },
      { isUrgent: i % 3 === 0 },
    ),
  )
  const outcomes = await Promise.allSettled(tasks)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(16)
  expect(most).toBe(3)
})

test('what is urgent comes before what waited longer', async () => {
  const inSlot = createSlots(1)
  const order: string[] = []
  const run = (name: string, isUrgent: boolean) => inSlot(async () => void order.push(name), { isUrgent })
  await Promise.all([
    run('first', false),
    run('second', false),
    run('urgent', true),
    run('third', false),
    run('urgent too', true),
  ])
  expect(order).toEqual(['first', 'urgent', 'urgent too', 'second', 'third'])
})
