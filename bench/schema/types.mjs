import { schemaOf } from './names.mjs'

/** How many tables share one enum, one composite, one domain. */
const ENUM_STEP = 20
const RARE_STEP = 100

export const enumOf = (i) => `${schemaOf(i - (i % ENUM_STEP))}.status_${i - (i % ENUM_STEP)}`
export const domainOf = (i) => `${schemaOf(i - (i % RARE_STEP))}.email_${i - (i % RARE_STEP)}`
export const compositeOf = (i) => `${schemaOf(i - (i % RARE_STEP))}.address_${i - (i % RARE_STEP)}`

/** Statements that make the types which tables from `i` on use; empty for most tables. */
export function typeUnits(i) {
  const units = []
  if (i % ENUM_STEP === 0) {
    units.push(`create type ${enumOf(i)} as enum ('draft', 'open', 'done', 'it''s late', 'closed');
      comment on type ${enumOf(i)} is 'Status of records, group ${i}';`)
  }
  if (i % RARE_STEP === 0) {
    units.push(
      `create domain ${domainOf(i)} as text constraint has_at check (value ~ '@') constraint is_short check (length(value) < 320);`,
      `create type ${compositeOf(i)} as (street text, city varchar(80), zip varchar(12), since date);`,
      `create type ${schemaOf(i)}.span_${i} as range (subtype = numeric);`,
      `create sequence ${schemaOf(i)}.number_${i} as bigint start 1000 increment 5 cache 10;`,
      `create collation ${schemaOf(i)}.plain_${i} (locale = 'C');`,
    )
  }
  return units
}
