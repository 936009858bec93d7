import type { ShadowSetting } from '../config/configuration'
import { AppError } from '../objects/app-error'
import { connect } from '../postgres/connect'
import type { Connection } from '../postgres/connection'
import type { ConnectionTarget } from '../postgres/connection-address'
import { describeAddress } from '../postgres/connection-address'
import { openShadow, type Shadow } from './open-shadow'
import { type EnvironmentServer, readSystem } from './server-identity'
import type { ShadowServer } from './shadow-server'
import type { Prepared } from './shadow-template'

/** Longer than any replay. */
const NO_LIMIT_MS = 24 * 3_600_000

/**
 * Makes a shadow on a configured server, once it is proven to be no environment's. Nothing is written there but
 * databases named lockstep_shadow_…, and the roles that files or a preparation make in them; both go with the shadow.
 * Files run there with the rights of the configured user.
 * @param environments which servers the environments are on.
 * @throws AppError E-SHADOW where that cannot be proven or the server cannot be used; else what connecting throws.
 */
export async function makeConfiguredShadow(
  { source, connection }: ShadowSetting,
  environments: readonly EnvironmentServer[],
  options: { readonly prepared?: Prepared } = {},
): Promise<Shadow> {
  if (connection.state === 'unusable') throw connection.error
  const { target } = connection
  await proveOwn(target, source, environments)
  const join = async (): Promise<ShadowServer> => ({
    open: (database) => open(target, database),
    keepsTemplates: false,
    stop: async () => {},
  })
  try {
    return await openShadow(join, options)
  } catch (error) {
    throw error instanceof AppError ? error : unusable(target, source, (error as Error).message)
  }
}

async function open(target: ConnectionTarget, database = target.address.database) {
  const address = { ...target.address, database }
  const limits = { deadlineMs: NO_LIMIT_MS, silenceMs: NO_LIMIT_MS }
  const connection = await connect({ ...target, address }, limits)
  connection.client.once('end', () => void connection.close())
  return connection.client
}

async function proveOwn(
  target: ConnectionTarget,
  source: string,
  environments: readonly EnvironmentServer[],
): Promise<void> {
  const connection = await connect(target)
  try {
    const refusal = (await whyUnfit(connection)) ?? (await whyNotOwn(connection, environments))
    if (refusal) throw unusable(target, source, refusal)
  } finally {
    await connection.close()
  }
}

async function whyUnfit({ client, announcedPid }: Connection): Promise<string | null> {
  const { rows } = await client.query(`select pg_backend_pid() as pid, pg_is_in_recovery() as is_standby,
    rolcreatedb or rolsuper as may_create, rolname as role from pg_roles where rolname = current_user`)
  const { pid, is_standby, may_create, role } = rows[0]
  if (pid !== announcedPid) return 'The address leads through a pooler; databases are made over a direct one.'
  if (is_standby) return 'The server is a standby, on which nothing can be made.'
  return may_create
    ? null
    : `${role} may not create databases there: ALTER ROLE ${role} CREATEDB would allow it.`
}

async function whyNotOwn(
  { client }: Connection,
  environments: readonly EnvironmentServer[],
): Promise<string | null> {
  const own = await readSystem(client).catch(() => null)
  if (own === null)
    return 'It does not tell which server it is (pg_control_system), so nothing can be proven.'
  const same = environments.find(({ system }) => system === own)
  if (same) return `It is the server of ${same.environment}, or a copy of it.`
  const unknown = environments.filter(({ system }) => system === null).map(({ environment }) => environment)
  if (unknown.length === 0) return null
  return `Which server ${unknown.join(', ')} is on could not be read, so it might be this one.`
}

function unusable({ address }: ConnectionTarget, source: string, reason: string): AppError {
  return new AppError({
    code: 'E-SHADOW',
    message: `The shadow server ${describeAddress(address)} is not used: ${reason}`,
    hint: `Its address is in ${source}. Name a server that holds no environment and a user that may create databases, or leave "shadow" out of lockstep.config.json: Lockstep brings a server along.`,
  })
}
