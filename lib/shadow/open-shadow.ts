import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { dropClaiming, readClaims, writeClaims } from './claims'
import { forOwner } from './for-owner'
import { ensureOwner, OWNER } from './owner-role'
import { holdName } from './shadow-lock'
import { type ShadowRoles, shadowRoles } from './shadow-roles'
import { findTemplate, type Prepared } from './shadow-template'
import { sweepShadows } from './sweep-shadows'

/** A throwaway database that only we make, so it can never be somebody's. */
export interface Shadow {
  /** Its connection: another one after `copy`, so ask for it anew. */
  readonly client: pg.Client
  readonly url: string
  readonly roles: ShadowRoles
  /** What a script has to be so that it runs here: of a limited shadow, see forOwner. */
  adapt(script: string): string
  /**
   * Makes another shadow with what this one holds now. Its own connection is closed meanwhile and opened anew, so
   * settings of the session and temporary tables are gone, in both.
   */
  copy(): Promise<Shadow>
  /** Drops the database, with the roles that were made for it, and lets go of the server. Again does nothing. */
  drop(): Promise<void>
}

/** Our use of a server that shadows are made on. */
export interface ShadowServer {
  /** Address of one of its databases; of the one to make others from when none is named. */
  url(database?: string): string
  /** Of a server of our own: the password of the owner of its shadows, who is not the role of `url`. */
  readonly ownerPassword?: string
  /** Ends our use of it. */
  stop(): Promise<void>
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
  const server = new pg.Client({ connectionString: use.url() })
  server.on('error', () => {})
  const name = `lockstep_shadow_${randomBytes(8).toString('hex')}`
  const leave = async () => {
    await server.end().catch(() => {})
    await use.stop()
  }
  try {
    await server.connect()
    const isLimited = use.ownerPassword !== undefined
    if (!from.source) await sweepShadows(server)
    if (use.ownerPassword !== undefined) await ensureOwner(server, use.ownerPassword)
    await holdName(server, name)
    const prepared = from.prepared ?? (isLimited ? EMPTY : undefined)
    const template = from.source ?? (prepared && (await findTemplate(server, use.url, prepared, isLimited)))
    await copyDatabase(server, name, template ?? 'template0', isLimited)
    const claims = template === undefined ? undefined : (await readClaims(server)).get(template)
    if (claims && claims.roles.length > 0) await writeClaims(server, name, { roles: claims.roles })
    const drop = async () => {
      try {
        await dropClaiming(server, name)
      } finally {
        await leave()
      }
    }
    return await connected(join, name, { server, url: ownerUrl(use, name), isLimited, drop })
  } catch (error) {
    await leave()
    throw error
  }
}

/** As files: through the write-ahead log, a database of thousands of tables takes ten times as long. */
async function copyDatabase(
  server: pg.Client,
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

function ownerUrl({ url, ownerPassword }: ShadowServer, database: string): string {
  if (ownerPassword === undefined) return url(database)
  const address = new URL(url(database))
  address.username = OWNER
  address.password = ownerPassword
  return address.href
}

interface Made {
  readonly server: pg.Client
  /** For the one that runs files. */
  readonly url: string
  readonly isLimited: boolean
  drop(): Promise<void>
}

async function connected(join: () => Promise<ShadowServer>, name: string, made: Made): Promise<Shadow> {
  let client = await connect(made.url)
  let dropped: Promise<void> | null = null
  return {
    get client() {
      return client
    },
    url: made.url,
    roles: shadowRoles(made.server, name, made.isLimited),
    adapt: made.isLimited ? forOwner : (script) => script,
    copy: async () => {
      await client.end()
      try {
        return await openShadow(join, { source: name })
      } finally {
        client = await connect(made.url)
      }
    },
    drop: () => {
      dropped ??= client
        .end()
        .catch(() => {})
        .then(made.drop)
      return dropped
    },
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}
