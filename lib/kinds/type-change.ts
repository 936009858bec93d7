import type { Hazard } from '../objects/kind'

/** Types of which each holds every value of those before it; changing to a later one still rewrites the table. */
const WIDER = [
  ['smallint', 'integer', 'bigint', 'numeric'],
  ['real', 'double precision'],
  ['date', 'timestamp without time zone'],
]

/** Types that are stored alike, so that changing to a longer one touches no row. */
const LENGTH = /^(character varying|bit varying|varbit)(?:\((\d+)\))?$/

/** What changing a column from one type to another risks; the names are those of format_type. */
export function typeChangeHazards(from: string, to: string): Hazard[] {
  if (isLonger(from, to) || isMoreDigits(from, to)) return []
  return isWider(from, to) ? ['rewritesTable'] : ['rewritesTable', 'losesPrecision']
}

function isWider(from: string, to: string): boolean {
  return WIDER.some((types) => types.includes(from) && types.indexOf(from) < types.indexOf(to))
}

/** Numbers and times, of which the server leaves all rows alone where only more digits are kept than before. */
const DIGITS = /^(numeric|timestamp|time)(?:\((\d+)(?:,(-?\d+))?\))?( with time zone| without time zone)?$/

function isMoreDigits(from: string, to: string): boolean {
  const [, base, digits, scale, zone] = DIGITS.exec(from) ?? []
  const [, toBase, toDigits, toScale, toZone] = DIGITS.exec(to) ?? []
  if (base === undefined || toBase !== base || toZone !== zone || toScale !== (toDigits && scale))
    return false
  const most = base === 'numeric' ? Number.POSITIVE_INFINITY : 6
  return Number(toDigits ?? most) >= Number(digits ?? most)
}

function isLonger(from: string, to: string): boolean {
  const [, fromBase, fromLength] = LENGTH.exec(from) ?? []
  if (fromBase === undefined) return from === 'text' && to === 'character varying'
  if (to === 'text') return fromBase === 'character varying'
  const [, toBase, toLength] = LENGTH.exec(to) ?? []
  if (toBase !== fromBase) return false
  return toLength === undefined || (fromLength !== undefined && Number(toLength) >= Number(fromLength))
}
