import { literal, type Sql, sql } from '../../sql/sql'
import type { MaskRule } from '../dump-record'
import type { Queryable } from '../queryable'
import { type TableMasks, unfit } from './mask'
import { MASK_KEY, maskExpression, typeOf } from './mask-sql'
import { type ColumnToDump, type TableToDump, tableName } from './table-to-dump'

/**
 * Has the server make each mask of a sample, before it reads any row: whether a fixed value is one of the column's type, and
 * whether the checks of a domain let the mask pass.
 * @throws AppError `E-DUMP-MASK` naming the column, with the server's words.
 */
export async function proveMasks(
  client: Queryable,
  tables: readonly TableToDump[],
  plan: ReadonlyMap<number, TableMasks>,
): Promise<void> {
  for (const table of tables) {
    for (const [name, rule] of plan.get(table.oid) ?? []) {
      const column = table.columns.find((each) => each.name === name)
      if (column) await proveMask(client, rule, column, `${tableName(table)}.${name}`)
    }
  }
}

async function proveMask(
  client: Queryable,
  rule: MaskRule,
  column: ColumnToDump,
  name: string,
): Promise<void> {
  await client.query('savepoint mask')
  try {
    const masked = maskExpression(rule, column, sampleOf(column))
    await client.query(sql`select (${masked})::${typeOf(column)} from ${MASK_KEY}`)
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw unfit({ message: `${name} cannot be masked so: the server says ${error.message}.` })
  } finally {
    await client.query('rollback to savepoint mask').catch(() => undefined)
  }
}

/** A value of what the column's type rests on, so that a domain's checks concern the mask alone. */
function sampleOf({ category, baseType }: ColumnToDump): Sql {
  const samples: Record<string, string> = {
    N: '1',
    D: '2000-01-01',
    U: '00000000-0000-0000-0000-000000000000',
  }
  const sample = samples[category] ?? 'sample'
  return sql`${literal(sample)}::${baseType as Sql}`
}

/** Errors of class 22 and 23 are about a value; 42 about its type; those of a check in a function of PL/pgSQL are P0. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(22|23|42|P0)/.test(String(error.code))
}
