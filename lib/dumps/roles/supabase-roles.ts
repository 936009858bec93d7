/** Roles that Supabase looks after. */
const RESERVED =
  'anon|authenticated|authenticator|cli_login_.*|dashboard_user|pgbouncer|postgres|service_role|supabase_.*|' +
  'pgsodium_keyholder|pgsodium_keyiduser|pgsodium_keymaker|pgtle_admin'

/** Settings that teams may change for the platform's roles too. */
const ALLOWED = 'pgaudit.*|pgrst.*|session_replication_role|statement_timeout|track_io_timing'

const ON_RESERVED = new RegExp(`^(?:CREATE|ALTER) ROLE "(?:${RESERVED})"`)
const SETS_ALLOWED = new RegExp(`^.* SET "(?:${ALLOWED})" .*`)
const GRANTS_TO_RESERVED = new RegExp(`GRANT .* TO "(?:${RESERVED})"`)

/**
 * The script of roles as Supabase's command line changes it: without the platform's roles, but with what may be set for
 * them, and without what only a superuser may say of a role.
 * https://github.com/supabase/cli, pkg/migration/scripts/dump_role.sh
 */
export function supabaseRoles(script: string): string {
  const lines = script
    .split('\n')
    .filter((line) => !line.startsWith('--') && (!ON_RESERVED.test(line) || SETS_ALLOWED.test(line)))
    .filter((line) => !GRANTS_TO_RESERVED.test(line))
    .map((line) => line.replace(/ (?:NOSUPERUSER|NOREPLICATION)\b/g, ''))
  const unrepeated = lines.filter((line, index) => line !== lines[index - 1])
  return `${unrepeated.join('\n')}\nRESET ALL;\n`
}
