import { alignMigrations } from '../../lib/migrations/align'
import { FolderCache } from '../../lib/migrations/folder-cache'
import { replay } from '../../lib/migrations/replay'
import { replaySteps } from '../../lib/migrations/replay-steps'
import { makeLimitedShadow } from '../../lib/shadow/make-shadow'
import { supabasePrepared } from '../../lib/supabase/prelude'

export { makeLimitedShadow, supabasePrepared }

/** The steps of a folder of migrations, as the dashboard finds and orders them, and the tool they are of. */
export async function stepsOf(folder: string, name: string, tool?: string) {
  const [read] = await new FolderCache().read([
    { path: folder, name, source: 'bench', ...(tool ? { tool } : {}) },
  ])
  if (!read?.files) throw new Error(read?.problem ?? 'not read')
  const migrations = alignMigrations([read.files], [])
  return { tool: read.files.tool, steps: await replaySteps(migrations, [read], new Set([read.files.tool])) }
}

export { replay }
