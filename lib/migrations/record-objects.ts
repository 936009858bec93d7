import type { ObjectRef } from '../objects/address'
import type { History } from './history'

/** Schemas that a tool makes for nothing but its record; in any other schema a record is a guest. */
const OWN_SCHEMAS: Readonly<Record<string, string>> = {
  drizzle: 'drizzle',
  'graphile-migrate': 'graphile_migrate',
  sqitch: 'sqitch',
  atlas: 'atlas_schema_revisions',
  hasura: 'hdb_catalog',
  pgroll: 'pgroll',
  'prisma-contract': 'prisma_contract',
}

/** Tables that a tool makes beside its record, by the name of that. */
const BESIDE: Readonly<Record<string, (table: string) => readonly string[]>> = {
  liquibase: (table) => [`${table}lock`],
  knex: (table) => [`${table}_lock`],
  kysely: (table) => [`${table}_lock`],
  rails: () => ['ar_internal_metadata'],
  typeorm: () => ['typeorm_metadata'],
}

/** What a tool made for its record, which no migration makes: the table, what it keeps beside it, and its own schema. */
export function recordObjects({
  tool,
  schema,
  table,
}: Pick<History, 'tool' | 'schema' | 'table'>): ObjectRef[] {
  const tables = [table, ...(BESIDE[tool]?.(table) ?? [])]
  return [
    ...(OWN_SCHEMAS[tool] === schema ? [{ kind: 'schema', address: [schema] }] : []),
    ...tables.map((name) => ({ kind: 'table', address: [schema, name] })),
  ]
}
