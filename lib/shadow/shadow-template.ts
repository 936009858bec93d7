import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { claimRoles, dropClaiming, readClaims, rolesOf, writeClaims } from './claims'
import { handOverScript } from './hand-over'
import { OWNER } from './owner-role'
import { alone, holdName, releaseName } from './shadow-lock'

/** What every shadow of a sort begins with, built once and copied from then on. */
export interface Prepared {
  /** The same for the same outcome of `prepare`, such as a hash of the scripts it runs. */
  readonly key: string
  /** Fills an empty database. Roles may be there already, because they belong to the whole server. */
  prepare(client: pg.Client): Promise<void>
}

/** Raised when templates are made in another way. */
const FORMAT = 1
const DAYS_KEPT = 14

/**
 * The template for a preparation, made unless the server has it. Two processes may ask at once: one builds, the other
 * waits. Nobody can connect to a finished template. Templates that were not used for two weeks are dropped.
 * @param server a connection to the server of the template.
 * @param urlOf the address of a database of that server.
 * @param isLimited whether what is built belongs to the owner of limited shadows.
 * @returns the name of the database to copy.
 */
export async function findTemplate(
  server: pg.Client,
  urlOf: (database: string) => string,
  { key, prepare }: Prepared,
  isLimited: boolean,
): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify([FORMAT, key, isLimited ? handOverScript() : null]))
    .digest('hex')
    .slice(0, 24)
  const name = `lockstep_template_${hash}`
  await alone(server, 'lockstep templates', async () => {
    const known = (await readClaims(server)).get(name)
    if (!known) await build(server, urlOf, name, { prepare, isLimited })
    else if (known.usedOn !== dayBefore(0))
      await writeClaims(server, name, { ...known, usedOn: dayBefore(0) })
    await sweep(server)
  })
  return name
}

/** Under another name, so that what a killed process began is swept like any shadow. */
async function build(
  server: pg.Client,
  urlOf: (database: string) => string,
  name: string,
  { prepare, isLimited }: { prepare: Prepared['prepare']; isLimited: boolean },
): Promise<void> {
  const unfinished = `lockstep_shadow_${randomBytes(8).toString('hex')}`
  const before = new Set(await rolesOf(server))
  await holdName(server, unfinished)
  await server.query(`create database ${unfinished} template template0 ${isLimited ? `owner ${OWNER}` : ''}`)
  const client = new pg.Client({ connectionString: urlOf(unfinished) })
  client.on('error', () => {})
  try {
    await client.connect()
    await prepare(client)
    if (isLimited) await client.query(handOverScript())
    await client.end()
    // Roles that an older template brought are as much this one's.
    await claimRoles(server, unfinished, (role, isClaimed) => isClaimed || !before.has(role))
    const claims = (await readClaims(server)).get(unfinished) ?? { roles: [] }
    await writeClaims(server, unfinished, { ...claims, usedOn: dayBefore(0) })
    await server.query(`alter database ${unfinished} with allow_connections false`)
    await server.query(`alter database ${unfinished} rename to ${name}`)
  } catch (error) {
    await client.end().catch(() => {})
    await dropClaiming(server, unfinished)
    throw error
  } finally {
    await releaseName(server, unfinished)
  }
}

async function sweep(server: pg.Client): Promise<void> {
  for (const [name, { usedOn }] of await readClaims(server)) {
    const isOld = usedOn !== undefined && usedOn < dayBefore(DAYS_KEPT)
    if (isOld && name.startsWith('lockstep_template_')) await dropClaiming(server, name)
  }
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
