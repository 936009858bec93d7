import { KINDS } from '../../lib/kinds/all'
import { alignMigrations } from '../../lib/migrations/align'
import { FolderCache } from '../../lib/migrations/folder-cache'
import { replay } from '../../lib/migrations/replay'
import { replaySteps } from '../../lib/migrations/replay-steps'
import { compareSnapshots } from '../../lib/objects/compare'
import { readSnapshot } from '../../lib/postgres/read-snapshot'
import { makeLimitedShadow, type Shadow } from '../../lib/shadow/make-shadow'
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

/** How many objects differ between what two shadows hold. */
export async function countDifferences(one: Shadow, other: Shadow): Promise<number> {
  const kinds = KINDS.filter(({ scope }) => scope === undefined)
  const [source, target] = await Promise.all(
    [one, other].map(({ client }) => readSnapshot(client, { name: 'bench', origin: 'url', kinds })),
  )
  if (!source || !target) throw new Error('not read')
  return compareSnapshots(source.snapshot, target.snapshot, kinds).differences.length
}
