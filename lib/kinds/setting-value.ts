const UNITS: Readonly<Record<string, readonly [family: string, factor: number]>> = {
  us: ['time', 1],
  ms: ['time', 1e3],
  s: ['time', 1e6],
  min: ['time', 60e6],
  h: ['time', 3600e6],
  d: ['time', 86_400e6],
  B: ['size', 1],
  kB: ['size', 2 ** 10],
  MB: ['size', 2 ** 20],
  GB: ['size', 2 ** 30],
  TB: ['size', 2 ** 40],
}

/**
 * Whether two values that were set for a parameter mean the same: Postgres keeps them as they were typed, `60s` or
 * `1min`, `on` or `true`. A number without a unit is in the parameter's own unit and equals only itself.
 * https://www.postgresql.org/docs/current/config-setting.html
 */
export function isSameSetting(source: string | null, target: string | null): boolean {
  if (source === null || target === null) return source === target
  return canonical(source) === canonical(target)
}

function canonical(value: string): string {
  const text = value.trim()
  const quantity = /^([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text)
  const unit = UNITS[quantity?.[2] ?? '']
  if (quantity && unit) return `${unit[0]} ${Number(quantity[1]) * unit[1]}`
  if (/^(?:on|true|yes)$/i.test(text)) return 'on'
  if (/^(?:off|false|no)$/i.test(text)) return 'off'
  return value
}
