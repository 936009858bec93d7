/** Schemas that Supabase, or an extension it offers, fills. https://github.com/supabase/cli lists them as internal schemas. */
const SCHEMAS = new RegExp(
  `^(?:${[
    '_analytics',
    '_realtime',
    '_supavisor',
    '_?timescaledb_.*',
    'auth',
    'cron',
    'dbdev',
    'etl',
    'extensions',
    'graphql',
    'graphql_public',
    'net',
    'pgbouncer',
    'pgmq',
    'pgmq_public',
    'pgsodium',
    'pgsodium_masks',
    'pgtle',
    'realtime',
    'repack',
    'storage',
    'supabase_functions',
    'supabase_migrations',
    'tiger',
    'tiger_data',
    'topology',
    'vault',
  ].join('|')})$`,
)

/** Roles that every Supabase project has. https://supabase.com/docs/guides/database/postgres/roles */
const ROLES =
  /^(?:anon|authenticated|authenticator|service_role|dashboard_user|postgres|pgbouncer|pgsodium_key(?:holder|iduser|maker)|pgtle_admin|cli_login_.*|supabase_.*)$/

/** Those of them that people and applications act as: what is granted to them is the team's concern. */
const APPLICATION_ROLES = /^(?:anon|authenticated|authenticator|service_role)$/

/** Event triggers of every project: they keep the Data API's cache fresh and grant access to extensions. */
const EVENT_TRIGGERS = /^(?:pgrst_(?:ddl|drop)_watch|issue_(?:pg|graphql)_.*)$/

export function isPlatformSchema(schema: string): boolean {
  return SCHEMAS.test(schema)
}

export function isPlatformRole(role: string): boolean {
  return ROLES.test(role)
}

/**
 * Whether a role is one of those by which the platform owns things. `postgres` is among them: what a project's own SQL
 * creates belongs to it, or to `supabase_admin`, depending on where it ran.
 */
export function isPlatformOwner(role: string): boolean {
  return ROLES.test(role) && !APPLICATION_ROLES.test(role)
}

export function isPlatformEventTrigger(name: string): boolean {
  return EVENT_TRIGGERS.test(name)
}
