import type { Client } from 'pg'
import { literal } from '../sql/sql'
import { alone } from './shadow-lock'

/** The role that owns shadows and runs files in them, as in most environments. */
export const OWNER = 'postgres'

/** Settings that need a superuser, do nothing to the machine, and that files set; from Postgres 15 on. */
const PARAMETERS = [
  'session_replication_role',
  'log_min_duration_statement',
  'log_min_messages',
  'log_statement',
]

/**
 * Makes the owner of limited shadows as the platforms have it: no superuser, so that no statement of a file can run a
 * program, read a file or change the server, whatever it is hidden in. What a file changed about it is set back.
 * @param server a connection of the superuser, who has another name.
 */
export async function ensureOwner(server: Client, password: string): Promise<void> {
  await alone(server, 'lockstep owner', async () => {
    const { rows } = await server.query('select from pg_roles where rolname = $1', [OWNER])
    if (rows.length === 0) await server.query(`create role ${OWNER}`)
    await server.query(`alter role ${OWNER} with login nosuperuser inherit createrole bypassrls nocreatedb
      noreplication connection limit -1 valid until 'infinity' password ${literal(password)};
      alter role ${OWNER} reset all`)
    const { rows: versions } = await server.query(
      `select current_setting('server_version_num')::integer as version`,
    )
    if (versions[0].version >= 150_000) {
      await server.query(`grant set on parameter ${PARAMETERS.join(', ')} to ${OWNER}`)
    }
    if (versions[0].version >= 160_000) {
      await server.query(`alter role ${OWNER} set createrole_self_grant = 'set, inherit'`)
    }
    // Before Postgres 16, who may make roles could make itself a member of these.
    await server.query(
      `delete from pg_authid where rolname in ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')`,
    )
  })
}
