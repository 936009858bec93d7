import type { DemoEnvironmentName } from '../environments'

/** A row that is not the same in prod and in an environment: no part of the schema, yet part of the product. */
export interface PlantedRow {
  readonly environment: DemoEnvironmentName
  readonly table: readonly [schema: string, name: string]
  /** Value of the primary key. */
  readonly key: string
  /** The column that differs; absent where prod lacks the row. */
  readonly column?: string
  readonly why: string
}

export const plantedRows: readonly PlantedRow[] = [
  {
    environment: 'staging',
    table: ['storage', 'buckets'],
    key: 'receipts',
    column: 'public',
    why: 'Receipts can be read by whoever knows the address.',
  },
  {
    environment: 'local',
    table: ['auth', 'schema_migrations'],
    key: '20251104100000',
    why: "The Auth service's own record of its newer version; not the team's history.",
  },
]
