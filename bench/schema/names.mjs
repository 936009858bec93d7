const NOUNS = [
  'account',
  'invoice',
  'shipment',
  'ticket',
  'contract',
  'payment',
  'product',
  'message',
  'device',
  'lead',
]
const AREAS = ['billing', 'support', 'sales', 'stock', 'audit', 'crm', 'fleet', 'people', 'ledger', 'media']

/** How many tables share one schema. */
const TABLES_PER_SCHEMA = 250

/** Every table with this step is one that others refer to. */
export const HUB_STEP = 10

/** Every table with this step is partitioned into PARTITIONS parts: a tenth as many partitions as tables. */
const PARTITIONED_STEP = 50
export const PARTITIONS = 5

export const schemaOf = (i) => (i < TABLES_PER_SCHEMA ? 'public' : `app_${Math.floor(i / TABLES_PER_SCHEMA)}`)

export const tableName = (i) => `${AREAS[Math.floor(i / 10) % AREAS.length]}_${NOUNS[i % NOUNS.length]}_${i}`

export const qualified = (i) => `${schemaOf(i)}.${tableName(i)}`

export const isPartitioned = (i) => i % PARTITIONED_STEP === PARTITIONED_STEP - 1

export const isHub = (i) => i % HUB_STEP === 0

/** The schemas of this many tables, without `public`. */
export function schemaNames(tables) {
  const names = new Set(Array.from({ length: tables }, (_, i) => schemaOf(i)))
  names.delete('public')
  return [...names]
}
