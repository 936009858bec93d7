import { KINDS } from '../kinds/all'
import type { Snapshot } from '../objects/snapshot'
import { readSnapshot } from '../postgres/read-snapshot'
import type { Shadow } from '../shadow/make-shadow'
import { shadowFor } from '../shadow/shadow-for'
import { supabasePrepared } from '../supabase/prelude'
import type { ReplayPlan } from './plan-replay'
import type { Project } from './project'

const SUPABASE_SEARCH_PATH = '"$user", public, extensions'

/** As the tool's own connection has it; null for what the server says. */
export function searchPathOf(plan: ReplayPlan): string | null {
  return plan.onSupabase ? SUPABASE_SEARCH_PATH : null
}

/** A database to replay a plan in, as its tool would find a new one. @throws what shadowFor throws. */
export async function replayShadow(project: Project, plan: ReplayPlan): Promise<Shadow> {
  const prepared = plan.onSupabase ? supabasePrepared() : undefined
  return shadowFor(await project.config(), plan.major, { prepared })
}

/**
 * Reads what files built. They say nothing of the server and of the database that they are run in, so those kinds are
 * left out; nor do they say whose objects they make, except with the Supabase CLI, which runs them as `postgres` everywhere.
 */
export async function readReplayed({ client }: Shadow, plan: ReplayPlan): Promise<Snapshot> {
  await client.query('reset session authorization; reset role; reset all')
  const kinds = KINDS.filter(({ scope }) => scope === undefined)
  const { snapshot } = await readSnapshot(client, { name: 'migrations', origin: 'migrations', kinds })
  const leavesOut = KINDS.filter((kind) => !kinds.includes(kind)).map((kind) => kind.name)
  if (plan.tools.includes('supabase')) return { ...snapshot, leavesOut }
  const { rows } = await client.query(
    'select pg_get_userbyid(datdba) as runner from pg_database where datname = current_database()',
  )
  return { ...snapshot, leavesOut, server: { ...snapshot.server, runner: rows[0].runner } }
}
