import { Cron } from 'croner'
import { AppError } from '../objects/app-error'

/** Further back than that nobody asks what was missed, and a schedule of every minute would give thousands. */
const MOST_TIMES = 1000

/**
 * Checks a cron expression of five parts: minute, hour, day of month, month, day of week, by the clock and zone of this
 * machine. Throws AppError E-DUMP-SCHEDULE that says what is wrong.
 */
export function checkCron(text: string): void {
  const cron = parse(text)
  if (cron.nextRun() === null) throw notUnderstood(text, 'it never comes due')
}

/** When an expression comes due next after a time, or null for never. Throws as checkCron. */
export function nextDue(text: string, after: Date): Date | null {
  return parse(text).nextRun(after)
}

/** When it came due after one time and not after another, the earliest first; the latest thousand at most. */
export function dueBetween(text: string, after: Date, until: Date): Date[] {
  const cron = parse(text)
  const times: Date[] = []
  for (let at = cron.nextRun(after); at !== null && at <= until; at = cron.nextRun(at)) {
    times.push(at)
    if (times.length > MOST_TIMES) times.shift()
  }
  return times
}

function parse(text: string): Cron {
  if (text.length > 200) throw notUnderstood(text.slice(0, 40), 'it is too long')
  try {
    return new Cron(text, { mode: '5-part', paused: true })
  } catch (error) {
    throw notUnderstood(text, (error as Error).message)
  }
}

function notUnderstood(text: string, reason: string): AppError {
  return new AppError({
    code: 'E-DUMP-SCHEDULE',
    message: `${JSON.stringify(text)} is no cron expression that can be used`,
    hint: 'Write minute, hour, day of month, month and day of week, such as 0 3 * * * for every night at three.',
    detail: reason,
  })
}
