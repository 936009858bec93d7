import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { dropClaiming, readClaims, writeClaims } from './claims'
import { forOwner } from './for-owner'
import { noteShadow } from './open-shadows'
import { ensureOwner, OWNER } from './owner-role'
import { holdName } from './shadow-lock'
import { type ShadowRoles, shadowRoles } from './shadow-roles'
import type { ShadowServer } from './shadow-server'
import { findTemplate, type Prepared, prepareDatabase } from './shadow-template'
import { sweepShadows } from './sweep-shadows'

/** A throwaway database that only we make, so it can never be somebody's. */
export interface Shadow {
  /** Its connection: another one after `copy`, so ask for it anew. */
  readonly client: Client
  readonly roles: ShadowRoles
  /** What a script has to be so that it runs here: of a limited shadow, see forOwner. */
  adapt(script: string): string
  /** Whether it has functions that stand in for extensions, see hand-over.sql. */
  readonly standsIn: boolean
  /**
   * Makes another shadow with what this one holds now. Its own connection is closed meanwhile and opened anew, so
   * settings of the session and temporary tables are gone, in both.
   */
  copy(): Promise<Shadow>
  /** Drops the database, with the roles that were made for it, and lets go of the server. Again does nothing. */
  drop(): Promise<void>
}

/** An empty database. */
const EMPTY: Prepared = { key: 'empty', prepare: async () => {} }

interface From {
  readonly prepared?: Prepared
  /** The shadow that is copied, without connections. */
  readonly source?: string
}

/**
 * Makes a shadow on a server, after sweeping what killed processes left there.
 * @param join begins a use of the server; each shadow has its own.
 */
export async function openShadow(join: () => Promise<ShadowServer>, from: From): Promise<Shadow> {
  const use = await join()
  const name = `lockstep_shadow_${randomBytes(8).toString('hex')}`
  let server: Client | null = null
  try {
    server = await use.open()
    if (!from.source) await sweepShadows(server)
    if (use.owner) await ensureOwner(server, use.owner.password)
    await holdName(server, name)
    await fill(server, use, name, from)
    return await connected(join, use, server, name)
  } catch (error) {
    await server?.end().catch(() => {})
    await use.stop()
    throw error
  }
}

/** Makes the database with what it begins with. */
async function fill(server: Client, use: ShadowServer, name: string, from: From): Promise<void> {
  const prepared = from.prepared ?? (use.owner ? EMPTY : undefined)
  const template =
    from.source ?? (use.keepsTemplates && prepared && (await findTemplate(server, use, prepared)))
  await copyDatabase(server, name, template || 'template0', use.owner !== undefined)
  try {
    const claims = template ? (await readClaims(server)).get(template) : undefined
    if (claims && claims.roles.length > 0) await writeClaims(server, name, { roles: claims.roles })
    if (!template && prepared) await prepareDatabase(server, use, name, prepared)
  } catch (error) {
    await dropClaiming(server, name)
    throw error
  }
}

/** As files: through the write-ahead log, a database of thousands of tables takes ten times as long. */
async function copyDatabase(
  server: Client,
  name: string,
  template: string,
  isLimited: boolean,
): Promise<void> {
  const { rows } = await server.query(`select current_setting('server_version_num')::integer as version`)
  const strategy = rows[0].version >= 150_000 ? 'strategy file_copy' : ''
  await server.query(
    `create database ${name} template ${template} ${strategy} ${isLimited ? `owner ${OWNER}` : ''}`,
  )
}

async function connected(
  join: () => Promise<ShadowServer>,
  use: ShadowServer,
  server: Client,
  name: string,
): Promise<Shadow> {
  const open = () => (use.owner ?? use).open(name)
  const isLimited = use.owner !== undefined
  let client = await open()
  let dropped: Promise<void> | null = null
  const drop = async () => {
    // A statement that still runs is ended along with the database; its connection ends only after it.
    const ended = client.end().catch(() => {})
    try {
      await dropClaiming(server, name)
      await ended
      await server.end()
    } finally {
      await use.stop()
    }
  }
  const shadow: Shadow = {
    get client() {
      return client
    },
    roles: shadowRoles(server, name, isLimited),
    adapt: isLimited ? forOwner : (script) => script,
    standsIn: isLimited,
    copy: async () => {
      await client.end()
      const copying = openShadow(join, { source: name })
      await copying.catch(() => {})
      try {
        client = await open()
      } catch (error) {
        // Dropped meanwhile, so whoever asked for the copy does not get it and cannot drop it.
        await copying.then(
          (copy) => copy.drop(),
          () => {},
        )
        throw error
      }
      return copying
    },
    drop: () => {
      dropped ??= drop().finally(forget)
      return dropped
    },
  }
  const forget = noteShadow(shadow)
  return shadow
}
