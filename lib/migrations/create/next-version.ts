import { versionTime } from '../version-time'

/** How a folder numbers its migrations: by a time in UTC, or counting with at least so many digits. */
export type VersionForm = keyof typeof TIMES | number

interface TimeForm {
  readonly digits: number
  /** What the next one is after, in milliseconds. */
  readonly step: number
  write(time: Date): string
}

const calendar = (digits: number, step: number): TimeForm => ({
  digits,
  step,
  write: (time) => time.toISOString().replace(/\D/g, '').slice(0, digits),
})

const DAY = 86_400_000

const TIMES = {
  day: calendar(8, DAY),
  minute: calendar(12, 60_000),
  second: calendar(14, 1000),
  millisecond: calendar(17, 1),
  epochSeconds: { digits: 10, step: 1000, write: (time) => String(Math.floor(time.getTime() / 1000)) },
  epochMilliseconds: { digits: 13, step: 1, write: (time) => String(time.getTime()) },
} as const satisfies Record<string, TimeForm>

/** The form of a folder's last version; `usual` where it has none. */
export function formOf(last: string | null | undefined, usual: VersionForm): VersionForm {
  if (!last || !/^\d+$/.test(last)) return usual
  const time = Object.entries(TIMES).find(([, { digits }]) => digits === last.length)
  return time && versionTime(last) !== null ? (time[0] as keyof typeof TIMES) : last.length
}

/**
 * The version of the next migration: the time that it is now, or the next number, and in any case after all others of
 * its form, so that it sorts last.
 * @param known versions of the folder and of records; those of another form do not count.
 */
export function nextVersion(known: readonly (string | null)[], form: VersionForm, now: Date): string {
  const digits = known.filter((version): version is string => /^\d+$/.test(version ?? ''))
  if (typeof form === 'number') {
    const counted = digits.filter((version) => typeof formOf(version, form) === 'number').map(BigInt)
    return String(largest(counted) + 1n).padStart(form, '0')
  }
  const { digits: width, step, write } = TIMES[form]
  const last = largest(digits.filter((version) => version.length === width).map(BigInt))
  const version = write(now)
  if (BigInt(version) > last) return version
  const lastTime = versionTime(String(last))
  const after = lastTime === null ? null : write(new Date(lastTime + step))
  return after !== null && BigInt(after) > last ? after : String(last + 1n)
}

function largest(numbers: readonly bigint[]): bigint {
  let most = 0n
  for (const number of numbers) if (number > most) most = number
  return most
}
