import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Cluster, startCluster } from '../embedded/start-cluster'
import type { EmbeddedMajor } from '../embedded/versions'
import { openShadow, type Shadow } from './open-shadow'
import { OWNER } from './owner-role'
import { makeShadowFolder } from './shadow-folder'
import type { ShadowServer } from './shadow-server'
import type { Prepared } from './shadow-template'

export type { Shadow } from './open-shadow'
export type { Prepared } from './shadow-template'

/** Databases that live for seconds need no vacuum, which would only be in the way of copies. */
const SERVER = { durable: false, settings: { autovacuum: 'off' } }

interface ShadowOptions {
  /** What it begins with; without, it is empty. */
  readonly prepared?: Prepared
}

/**
 * Makes a shadow on the embedded server that keeps its data in `folder`, starting it when it is not running.
 * What an earlier process left there is swept. Throws AppError `E-EMBEDDED-…` when no server can be started, `E-FOLDER`
 * when nothing can be written there.
 */
export function makeShadow(
  folder: string,
  major: EmbeddedMajor = 18,
  options: ShadowOptions = {},
): Promise<Shadow> {
  const join = async (): Promise<ShadowServer> => {
    makeShadowFolder(folder)
    const cluster = await startCluster({ ...SERVER, major, dataDir: folder })
    return { open: (name) => connect(cluster.url(name)), keepsTemplates: true, stop: cluster.stop }
  }
  return openShadow(join, options)
}

/**
 * Makes a shadow for files that nobody has looked at: they run as `postgres`, who is no superuser, on a server with no
 * other purpose.
 * @param folder keeps the data of that server, which has another superuser than those of `makeShadow`.
 */
export function makeLimitedShadow(
  folder: string,
  major: EmbeddedMajor,
  options: ShadowOptions = {},
): Promise<Shadow> {
  const join = async (): Promise<ShadowServer> => {
    makeShadowFolder(folder)
    const cluster = await startCluster({ ...SERVER, major, dataDir: folder, superuser: 'lockstep' })
    const password = ownerPassword(cluster)
    const open = (name: string) => connect(ownerUrl(cluster.url(name), password))
    return {
      open: (name) => connect(cluster.url(name)),
      owner: { password, open },
      keepsTemplates: true,
      stop: cluster.stop,
    }
  }
  return openShadow(join, options)
}

/** Told from the superuser's, which it does not tell. */
function ownerPassword(cluster: Cluster): string {
  return createHash('sha256')
    .update(`owner ${new URL(cluster.url()).password}`)
    .digest('hex')
}

function ownerUrl(url: string, password: string): string {
  const address = new URL(url)
  address.username = OWNER
  address.password = password
  return address.href
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}
