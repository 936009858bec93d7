import { expect, it } from 'vitest'
import { AppError } from '@/lib/objects/app-error'
import { answer } from './answer'

it.each([
  ['E-MIGRATION', 404],
  ['E-REQUEST', 400],
  ['E-NET-REFUSED', 502],
])('%s is status %i', async (code, status) => {
  const given = await answer(() => Promise.reject(new AppError({ code, message: 'm', hint: 'h' })))
  expect(given.status).toBe(status)
  expect(await given.json()).toMatchObject({ code, message: 'm', hint: 'h' })
})
