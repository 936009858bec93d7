import { attachmentUnit } from './attachments.mjs'
import { schemaNames } from './names.mjs'
import { platform, schemaStatements } from './platform.mjs'
import { shuffled } from './random.mjs'
import { restUnits } from './rest.mjs'
import { tableUnit } from './table.mjs'
import { typeUnits } from './types.mjs'

/**
 * The SQL of a Supabase-style schema with this many tables and a tenth as many partitions, in phases: units of one
 * phase do not need each other, so a twin may run them in another order and get the same schema with other OIDs.
 * @param {number} tables
 * @param {number} [order] seed of the order within each phase; 0 keeps the natural one.
 * @returns {string[][]} phases of units, each unit one or more statements
 */
export function generateSchema(tables, order = 0) {
  const numbers = Array.from({ length: tables }, (_, i) => i)
  const phases = [
    [platform],
    schemaNames(tables).map(schemaStatements),
    numbers.flatMap(typeUnits),
    numbers.map(tableUnit),
    numbers.map((i) => attachmentUnit(i, tables)),
    numbers.flatMap(restUnits),
  ]
  return order === 0 ? phases : phases.map((units) => shuffled(units, order))
}
