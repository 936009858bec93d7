import { holdsRows } from '../dumps/restore/restore-parts'
import type { RestoreSource } from './restore-source'

/** What somebody could expect to be back after a restore and is not, as lines for people. */
export function leftOut({ record, parts }: RestoreSource, onSupabase: boolean): string[] {
  return [
    ...(record?.leavesOut ?? []),
    ...(holdsRows(parts) ? [] : ['Rows: this dump holds the schema alone.']),
    'Passwords of roles are in no dump. What roles may do on a server was not tested: roles belong to all its databases.',
    ...(onSupabase ? SUPABASE : []),
  ]
}

const SUPABASE = [
  'Files in Storage buckets, secrets of Vault and the settings of Auth are not in the database’s dump.',
  'What was made in the schemas of the platform, such as policies on storage.objects and triggers on auth.users, is not in the dump of a Supabase database.',
]
