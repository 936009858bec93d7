import { holdsRows } from '../dumps/restore/restore-parts'
import type { RestoreSource } from './restore-source'

/** What somebody could expect to be back after a restore and is not, and what no test looks at, as lines for people. */
export function leftOut({ record, parts }: RestoreSource, onSupabase: boolean): string[] {
  return [
    ...(record ? record.leavesOut : ['Passwords of roles, which no server hands out.']),
    ...(holdsRows(parts) ? [] : ['Rows: this dump holds the schema alone.']),
    'What roles may do on a server: they belong to all its databases.',
    ...(onSupabase ? [TEAMS_IN_PLATFORM] : []),
    ...(onSupabase && !record ? [OF_PLATFORM] : []),
  ]
}

/** Said of every dump with roles; no restore needs or changes any. */
export const NO_PASSWORDS = 'Roles are without their passwords, which no server hands out: set them anew.'

const TEAMS_IN_PLATFORM =
  'What the team made in the platform’s schemas, such as policies on storage.objects and triggers on auth.users.'
const OF_PLATFORM = 'Files in Storage buckets, secrets of Vault and the settings of Auth.'
