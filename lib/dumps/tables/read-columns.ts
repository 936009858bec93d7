import type { Queryable } from '../queryable'
import { columnsOf, computedColumnsOf, jsonTypesOf, PARTITION_KEYS, uniqueColumnsOf } from './table-queries'
import type { ColumnToDump, TableToDump } from './table-to-dump'

/** Reads what is to know about the columns of some tables; what comes back tells those of one table. */
export async function readColumns(
  client: Queryable,
  oids: readonly number[],
): Promise<(table: Pick<TableToDump, 'oid' | 'ancestors'>) => ColumnToDump[]> {
  const columns = grouped<ColumnRow>((await client.query(columnsOf(oids))).rows)
  const uniques = byColumn<UniqueRow>((await client.query(uniqueColumnsOf(oids))).rows)
  const computed = byColumn<ComputedRow>((await client.query(computedColumnsOf(oids))).rows)
  const jsonTypes = new Map<string, JsonType>(
    (await client.query(jsonTypesOf(oids))).rows.map((row) => [row.type, row]),
  )
  const { rows } = await client.query(PARTITION_KEYS)
  const keys = new Map<string, readonly string[]>(rows.map((row) => [row.name, row.columns]))
  return ({ oid, ancestors }) => {
    const partitionKeys = new Set(ancestors.flatMap((name) => keys.get(name) ?? []))
    return (columns.get(oid) ?? []).map((row) => ({
      name: row.name,
      type: row.type,
      baseType: row.base_type,
      category: row.category,
      maxLength: row.max_length,
      digits: row.digits,
      isNotNull: row.is_not_null,
      isGenerated: row.is_generated,
      computedFrom: computed.get(keyOf(row))?.computed_from ?? [],
      isUnique: uniques.has(keyOf(row)),
      hasEqualNulls: uniques.get(keyOf(row))?.has_equal_nulls ?? false,
      isPartitionKey: partitionKeys.has(row.name),
      hasOwnJson: jsonTypes.get(row.type_oid)?.has_own_json ?? false,
      holdsJson: jsonTypes.get(row.type_oid)?.holds_json ?? false,
    }))
  }
}

interface OfColumn {
  readonly oid: string
  readonly attnum: number
}

interface ColumnRow extends OfColumn {
  readonly name: string
  readonly type: string
  readonly base_type: string
  readonly category: string
  readonly max_length: number | null
  readonly digits: [number, number] | null
  readonly is_not_null: boolean
  readonly is_generated: boolean
  readonly type_oid: string
}

interface JsonType {
  readonly has_own_json: boolean
  readonly holds_json: boolean
}

interface UniqueRow extends OfColumn {
  readonly has_equal_nulls: boolean
}

interface ComputedRow extends OfColumn {
  readonly computed_from: readonly string[]
}

function keyOf({ oid, attnum }: OfColumn): string {
  return `${oid} ${attnum}`
}

function byColumn<T extends OfColumn>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/** Rows of tables by the table's OID, in their order. */
export function grouped<T extends { readonly oid: string }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const oid = Number(row.oid)
    const group = groups.get(oid)
    if (group) group.push(row)
    else groups.set(oid, [row])
  }
  return groups
}
