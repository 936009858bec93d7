import type { MaskRule } from '../dump-record'
import { type ForeignKey, type TableToDump, tableName } from './table-to-dump'

type Plan = ReadonlyMap<number, ReadonlyMap<string, MaskRule>>

/**
 * Foreign keys whose rows would no longer refer to each other: both sides need the same mask, made of the value alone. A key
 * that is masked as null refers to nothing, which is in order.
 */
export function whyLinksBreak(tables: readonly TableToDump[], plan: Plan): { message: string }[] {
  return tables.flatMap((table) =>
    table.references.flatMap((key) =>
      referencedTables(key, tables).flatMap((other) =>
        key.columns.flatMap((column, i) => {
          const referenced = key.referenced[i] as string
          const [own, theirs] = [plan.get(table.oid)?.get(column), plan.get(other.oid)?.get(referenced)]
          if (keepsLink(own, theirs)) return []
          const names = `${tableName(table)}.${column} refers to ${tableName(other)}.${referenced}`
          return [
            { message: `${names}: mask both by hash, both by the same fake email or uuid, or neither.` },
          ]
        }),
      ),
    ),
  )
}

function referencedTables({ schema, table }: ForeignKey, tables: readonly TableToDump[]): TableToDump[] {
  const name = `${schema}.${table}`
  return tables.filter((other) => tableName(other) === name || other.ancestors.includes(name))
}

function keepsLink(own: MaskRule | undefined, theirs: MaskRule | undefined): boolean {
  if (own?.mask === 'null' || (!own && !theirs)) return true
  if (own?.mask === 'hash' && theirs?.mask === 'hash') return true
  const sorts = [own, theirs].map((rule) => (rule?.mask === 'fake' ? rule.like : null))
  return sorts[0] === sorts[1] && (sorts[0] === 'email' || sorts[0] === 'uuid')
}
