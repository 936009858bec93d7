import { NOT_IN_DATA, TABLES_NOT_IN_DATA } from '../schema/supabase-schemas'
import { patternTest, tablePatternTest } from './name-pattern'

const schemaTests = NOT_IN_DATA.map(patternTest)
const tableTests = TABLES_NOT_IN_DATA.map(tablePatternTest)

/** Whether a table of a Supabase database holds what the platform keeps for itself, and so is in no dump of data unless named. */
export function holdsPlatformData(table: { schema: string; name: string }): boolean {
  return schemaTests.some((test) => test(table.schema)) || tableTests.some((test) => test(table))
}
