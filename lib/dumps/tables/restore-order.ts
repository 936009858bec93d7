import { type TableToDump, tableName } from './table-to-dump'

/**
 * Tables so that each comes after those it refers to, else in the order given; where they refer to each other in a circle, no
 * order is right, and theirs is kept.
 */
export function restoreOrder(tables: readonly TableToDump[]): TableToDump[] {
  const byName = new Map<string, TableToDump[]>()
  for (const table of tables) {
    for (const name of [tableName(table), ...table.ancestors]) {
      byName.set(name, [...(byName.get(name) ?? []), table])
    }
  }
  const ordered = new Set<TableToDump>()
  for (const table of tables) append(table, byName, ordered)
  return [...ordered]
}

/** Goes down without recursion: a chain of references may be longer than the stack. */
function append(
  start: TableToDump,
  byName: ReadonlyMap<string, readonly TableToDump[]>,
  ordered: Set<TableToDump>,
): void {
  const begun = new Set<TableToDump>([start])
  const stack = [{ table: start, needs: neededBy(start, byName) }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.needs.pop()
    if (!next) {
      ordered.add(top.table)
      stack.pop()
    } else if (!begun.has(next) && !ordered.has(next)) {
      begun.add(next)
      stack.push({ table: next, needs: neededBy(next, byName) })
    }
  }
}

function neededBy(table: TableToDump, byName: ReadonlyMap<string, readonly TableToDump[]>): TableToDump[] {
  return table.references.flatMap((key) => byName.get(`${key.schema}.${key.table}`) ?? []).reverse()
}
