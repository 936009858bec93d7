import type { Configuration, Environment } from '../config/configuration'
import type { DumpRecord } from '../dumps/dump-record'
import { AppError } from '../objects/app-error'
import { withConnection } from '../postgres/connect'
import type { Connection } from '../postgres/connection'
import type { ConnectionTarget } from '../postgres/connection-address'
import { readDatabaseIdentity } from '../shadow/server-identity'
import { dumpTarget } from './dump-ask'
import type { Project } from './project'

const DEADLINE_MS = 15_000

/**
 * An environment that dumps may be restored into, by the configuration alone.
 * @throws AppError E-ORIGIN where there is none of that name, E-RESTORE-INTO for one that is protected, the reference, or
 * neither named local nor marked, and what is wrong with its address.
 */
export async function restorable(
  project: Pick<Project, 'config'>,
  name: string,
): Promise<{ environment: Environment; target: ConnectionTarget }> {
  const found = await dumpTarget(project, name)
  const { isProtected, isReference } = found.environment
  if (isProtected) throw refused(`${name} is protected`, CHOOSE_ANOTHER)
  if (isReference)
    throw refused(`${name} is the reference, which the others are measured against`, CHOOSE_ANOTHER)
  if (!mayBeReplaced(found.environment)) {
    throw refused(
      `${name} is not marked as one that may be replaced`,
      `Write "restorable": true beside its name in lockstep.config.json, if all that ${name} holds may be replaced.`,
    )
  }
  return found
}

function mayBeReplaced({ name, isRestorable }: Environment): boolean {
  return isRestorable || name.toLowerCase() === 'local'
}

const CHOOSE_ANOTHER = 'Choose another environment, such as local. This cannot be overridden here.'

export function refused(message: string, hint: string, detail?: string): AppError {
  return new AppError({ code: 'E-RESTORE-INTO', message, hint, ...(detail ? { detail } : {}) })
}

/**
 * Proves that a database is not the one that a dump of another environment is of, and under another name none that may
 * not be replaced.
 * @returns its identity, and what could not be proven, as lines for people.
 * @throws AppError E-RESTORE-INTO.
 */
export async function proveOther(
  { client, target }: Connection,
  record: DumpRecord,
  config: Configuration,
): Promise<{ identity: string; unproven: string[] }> {
  const identity = await readDatabaseIdentity(client)
  if (identity === null) {
    throw refused(
      `${target.name} does not tell which database it is, so it cannot be told from the one that was dumped`,
      'Let its role run pg_control_system(), or use a role that may.',
    )
  }
  const source = record.server?.identity ?? (await identityOf(config, record.environment))
  if (source === null) {
    throw refused(
      `Which database dump ${record.id} is of could not be read, so ${target.name} might be the same`,
      `Make sure that ${record.environment} can be reached, then try again.`,
    )
  }
  // A dump of this very environment puts back what it held; under another name that is a mistake.
  if (source === identity && record.environment !== target.name) {
    throw refused(
      `${target.name} is the database that dump ${record.id} is of`,
      `Two environments lead to one database. Restore it into ${record.environment} itself, or correct an address.`,
    )
  }
  return { identity, unproven: await provenNone(identity, target.name, config) }
}

/** That none of the environments that must not be replaced leads to this database. */
async function provenNone(identity: string, name: string, config: Configuration): Promise<string[]> {
  const spared = config.environments.filter(
    (each) => each.name !== name && (each.isProtected || each.isReference || !mayBeReplaced(each)),
  )
  const identities = await Promise.all(spared.map((each) => identityOf(config, each.name)))
  const unproven: string[] = []
  for (const [i, each] of spared.entries()) {
    const other = identities[i]
    if (other === identity)
      throw refused(
        `${name} leads to the same database as ${each.name}`,
        'Correct the address of one of the two.',
      )
    if (other === null)
      unproven.push(
        `Which database ${each.name} is could not be read. Make sure that ${name} is another one.`,
      )
  }
  return unproven
}

async function identityOf(config: Configuration, name: string): Promise<string | null> {
  const connection = config.environments.find((each) => each.name === name)?.connection
  if (connection?.state !== 'ready') return null
  const limits = { deadlineMs: DEADLINE_MS, retries: 0 }
  return withConnection(connection.target, limits, ({ client }) => readDatabaseIdentity(client)).catch(
    () => null,
  )
}
