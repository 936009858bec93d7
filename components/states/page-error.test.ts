import { expect, test } from 'vitest'
import { AppError } from '@/lib/objects/app-error'
import { describePageError } from './page-error'

test('an expected failure keeps its words', () => {
  const failure = new AppError({
    code: 'E-NET-DNS',
    message: 'No such host',
    hint: 'Check it.',
    detail: 'ENOTFOUND',
  })
  expect(describePageError(failure)).toEqual(failure.toJSON())
})

test('of anything else only the digest is told', () => {
  const failure = Object.assign(new Error('connect postgres://app:hunter2@db/app'), { digest: '4017766385' })
  const told = describePageError(failure)
  expect(told).toMatchObject({ code: 'E-PAGE', detail: expect.stringContaining('4017766385') })
  expect(JSON.stringify(told)).not.toContain('hunter2')
  expect(JSON.stringify(describePageError('hunter2'))).not.toContain('hunter2')
})
