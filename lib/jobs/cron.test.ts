import { describe, expect, test } from 'vitest'
import { checkCron, dueBetween, nextDue } from './cron'

const at = (text: string) => new Date(`2026-11-21T${text}`)

describe('cron expressions', () => {
  test('tell when they come due, by the clock of this machine', () => {
    expect(nextDue('30 4 * * *', at('04:00:00'))).toEqual(at('04:30:00'))
    expect(nextDue('30 4 * * *', at('04:30:00'))).toEqual(new Date('2026-11-22T04:30:00'))
    expect(dueBetween('0 * * * *', at('01:00:00'), at('04:00:00'))).toEqual([
      at('02:00:00'),
      at('03:00:00'),
      at('04:00:00'),
    ])
    expect(dueBetween('0 * * * *', at('04:00:00'), at('04:59:59'))).toEqual([])
  })

  test('of a time long past give the latest thousand', () => {
    const times = dueBetween('* * * * *', new Date('2026-11-01T00:00:00'), at('12:00:00'))
    expect([times.length, times.at(-1)]).toEqual([1000, at('12:00:00')])
  })

  test.each([
    '',
    'nightly',
    '* * * *',
    '* * * * * *',
    '61 * * * *',
    '0 0 31 2 *',
    '0 3 * * MONDAZ',
    'x'.repeat(300),
  ])('%j is refused', (text) => {
    expect(() => checkCron(text)).toThrow(expect.objectContaining({ code: 'E-DUMP-SCHEDULE' }))
  })

  test.each(['0 3 * * *', '*/15 * * * *', '0 3 * * MON-FRI', '@daily'])('%j is taken', (text) => {
    expect(() => checkCron(text)).not.toThrow()
  })
})
