import { plainSql } from './plain-sql'

/** As `supabase migration new` makes it. https://supabase.com/docs/reference/cli/supabase-migration-new */
export const supabaseCreator = plainSql('supabase', 'second')
