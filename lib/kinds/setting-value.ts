import { listValue } from '../objects/list-value'

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
 * `1min`, `on` or `true`. A number without a unit is in the parameter's own unit and equals only itself. What a
 * parameter with a dot in its name means is known to whoever reads it: those are texts.
 * https://www.postgresql.org/docs/current/config-setting.html
 */
export function isSameSetting(name: string, source: string | null, target: string | null): boolean {
  if (source === target) return true
  if (source === null || target === null || name.includes('.')) return false
  const [before, after] = [canonical(source), canonical(target)]
  return before === after || isSameSwitch(before, after) || isSameSwitch(after, before)
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

/** Only what is a switch can be set to a word and to 0 or 1 as well. */
function isSameSwitch(word: string, number: string): boolean {
  return (word === 'on' && number === '1') || (word === 'off' && number === '0')
}

/** Whether two lists of `name=value`, as SET clauses of functions make them, say the same. */
export function isSameSettings(source: string | null, target: string | null): boolean {
  const [before, after] = [listValue(source).map(nameAndValue), listValue(target).map(nameAndValue)]
  return (
    before.length === after.length &&
    before.every(([name, value], i) => name === after[i]?.[0] && isSameSetting(name, value, after[i][1]))
  )
}

function nameAndValue(setting: string): [name: string, value: string] {
  const equals = setting.indexOf('=')
  return [setting.slice(0, equals), setting.slice(equals + 1)]
}
