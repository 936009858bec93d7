import { createHash, randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { claimRoles, dropClaiming, readClaims, rolesOf, writeClaims } from './claims'
import { handOverScript } from './hand-over'
import { OWNER } from './owner-role'
import { alone, holdName, releaseName } from './shadow-lock'
import type { ShadowServer } from './shadow-server'

/** What every shadow of a sort begins with, built once and copied from then on. */
export interface Prepared {
  /** The same for the same outcome of `prepare`, such as a hash of the scripts it runs. */
  readonly key: string
  /** Fills an empty database. Roles may be there already, because they belong to the whole server. */
  prepare(client: Scripted): Promise<void>
}

/** What a preparation may do: run scripts. */
export interface Scripted {
  query(script: string): Promise<unknown>
}

/** Raised when templates are made in another way. */
const FORMAT = 1
const DAYS_KEPT = 14

/**
 * The template for a preparation, made unless the server has it. Two processes may ask at once: one builds, the other
 * waits. Nobody can connect to a finished template. Templates that were not used for two weeks are dropped.
 * @param server a connection that makes and drops databases.
 * @returns the name of the database to copy.
 */
export async function findTemplate(server: Client, use: ShadowServer, prepared: Prepared): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify([FORMAT, prepared.key, use.owner ? handOverScript() : null]))
    .digest('hex')
    .slice(0, 24)
  const name = `lockstep_template_${hash}`
  await alone(server, 'lockstep templates', async () => {
    const known = (await readClaims(server)).get(name)
    if (!known) await build(server, use, name, prepared)
    else if (known.usedOn !== dayBefore(0))
      await writeClaims(server, name, { ...known, usedOn: dayBefore(0) })
    await sweep(server)
  })
  return name
}

/** Fills a new database of ours, and claims the roles that this brought. */
export async function prepareDatabase(
  server: Client,
  use: ShadowServer,
  name: string,
  { prepare }: Prepared,
): Promise<void> {
  const before = new Set(await rolesOf(server))
  const client = await use.open(name)
  let scripts = ''
  try {
    await prepare({
      query: (script) => {
        scripts += script.toLowerCase()
        return client.query(script)
      },
    })
    if (use.owner) await client.query(handOverScript())
  } finally {
    await client.end()
    // Roles that another database of ours brought are as much this one's; what others make meanwhile is not.
    await claimRoles(
      server,
      name,
      (role, isClaimed) => (isClaimed || !before.has(role)) && scripts.includes(role.toLowerCase()),
    )
  }
}

/** Under another name, so that what a killed process began is swept like any shadow. */
async function build(server: Client, use: ShadowServer, name: string, prepared: Prepared): Promise<void> {
  const unfinished = `lockstep_shadow_${randomBytes(8).toString('hex')}`
  await holdName(server, unfinished)
  await server.query(`create database ${unfinished} template template0 ${use.owner ? `owner ${OWNER}` : ''}`)
  try {
    await prepareDatabase(server, use, unfinished, prepared)
    const claims = (await readClaims(server)).get(unfinished) ?? { roles: [] }
    await writeClaims(server, unfinished, { ...claims, usedOn: dayBefore(0) })
    await server.query(`alter database ${unfinished} with allow_connections false`)
    await server.query(`alter database ${unfinished} rename to ${name}`)
  } catch (error) {
    await dropClaiming(server, unfinished)
    throw error
  } finally {
    await releaseName(server, unfinished)
  }
}

async function sweep(server: Client): Promise<void> {
  for (const [name, { usedOn }] of await readClaims(server)) {
    const isOld = usedOn !== undefined && usedOn < dayBefore(DAYS_KEPT)
    if (isOld && name.startsWith('lockstep_template_')) await dropClaiming(server, name)
  }
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
