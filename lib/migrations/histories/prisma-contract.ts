import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/**
 * Prisma 8: https://github.com/prisma/prisma-next, packages/3-targets/6-adapters/postgres/src/core/marker-ledger.ts. A
 * ledger of the steps from one contract to the next.
 */
export const prismaContract: HistoryTool = {
  id: 'prisma-contract',
  label: 'Prisma 8',
  columns: ['id', 'space', 'migration_name', 'migration_hash', 'destination_core_hash', 'created_at'],
  isOwn: (table) => hasTypes(table, { id: INTEGER, space: TEXT, migration_name: TEXT, migration_hash: TEXT }),
  records: ['appliedAt', 'checksum', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select space, migration_name, migration_hash, ${timeColumn(table, 'created_at')}
      from ${tableName(table)} order by id`,
  read: (rows) =>
    rows.map(({ space, migration_name, migration_hash, created_at }) =>
      entry({
        ...contractMigration(space ?? '', migration_name ?? ''),
        appliedAt: created_at ?? null,
        checksum: migration_hash ? { algorithm: 'prisma', value: migration_hash } : null,
      }),
    ),
}

/** Folders are named `20260101T1200_add_users` and lie in the folder of their space. */
export function contractMigration(
  space: string,
  folder: string,
): { key: string; version: string | null; name: string } {
  const parts = /^(\d+T\d+)_(.*)$/.exec(folder)
  return { key: `${space}/${folder}`, version: parts?.[1] ?? null, name: parts?.[2] ?? folder }
}
