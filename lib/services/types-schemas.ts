import type { DumpSelection } from '../dumps/dump-record'
import { patternTest } from '../dumps/tables/name-pattern'
import { materializedView } from '../kinds/materialized-view'
import { table } from '../kinds/table'
import { view } from '../kinds/view'
import { text } from '../objects/row'
import { findRows, type Snapshot } from '../objects/snapshot'
import { isSupabase } from '../supabase/platform'
import { isPlatformSchema } from '../supabase/platform-names'

/**
 * The schemas whose types are made: those that are asked for, else `public`, as the generator of Supabase has it; where
 * that is empty, all that hold tables or views and are not the platform's.
 */
export function typesSchemas(snapshot: Snapshot, { schemas, excludeSchemas }: DumpSelection): string[] {
  const used = usedSchemas(snapshot)
  const isExcluded = (name: string) => excludeSchemas.some((pattern) => patternTest(pattern)(name))
  if (schemas) {
    return schemas
      .flatMap((pattern) => (pattern.includes('*') ? used.filter(patternTest(pattern)) : [pattern]))
      .filter((name) => !isExcluded(name))
  }
  if (used.includes('public')) return ['public']
  const platforms = isSupabase(snapshot) ? isPlatformSchema : () => false
  const others = used.filter((name) => !platforms(name) && !isExcluded(name))
  return others.length > 0 ? others : ['public']
}

/** Schemas with something that has types, in the order of their names. */
function usedSchemas(snapshot: Snapshot): string[] {
  const rows = [table, view, materializedView].flatMap((kind) => findRows(snapshot, kind, []))
  return [...new Set(rows.map((row) => text(row, 'schema')))].toSorted()
}
