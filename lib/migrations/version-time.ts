const LONGEST_AHEAD_MS = 366 * 24 * 60 * 60 * 1000

/**
 * When a migration was made, where its version is a time: `YYYYMMDDHHMMSS` (also without seconds or time of day), or
 * milliseconds or seconds since 1970. Null for anything else, such as a running number.
 * @returns milliseconds since 1970, in UTC.
 */
export function versionTime(version: string | null): number | null {
  const digits = (version ?? '').replace(/[T_.-]/g, '')
  if (!/^\d+$/.test(digits)) return null
  const time = calendarTime(digits) ?? epochTime(digits)
  return time !== null && time < Date.now() + LONGEST_AHEAD_MS ? time : null
}

function calendarTime(digits: string): number | null {
  const parts = /^(20\d\d|19\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\d{0,3}$/.exec(digits)
  if (!parts) return null
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 60 || second > 61) return null
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function epochTime(digits: string): number | null {
  if (digits.length === 13) return Number(digits)
  return digits.length === 10 ? Number(digits) * 1000 : null
}
