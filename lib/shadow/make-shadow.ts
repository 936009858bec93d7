import { createHash } from 'node:crypto'
import { type Cluster, startCluster } from '../embedded/start-cluster'
import type { EmbeddedMajor } from '../embedded/versions'
import { openShadow, type Shadow } from './open-shadow'
import type { Prepared } from './shadow-template'

export type { Shadow } from './open-shadow'
export type { Prepared } from './shadow-template'

/**
 * Makes a shadow on the embedded server that keeps its data in `folder`, starting it when it is not running.
 * What an earlier process left there is swept. Throws AppError `E-EMBEDDED-…` when no server can be started.
 * @param options `prepared` is what the shadow begins with; without, it is empty.
 */
export function makeShadow(
  folder: string,
  major: EmbeddedMajor = 18,
  options: { readonly prepared?: Prepared } = {},
): Promise<Shadow> {
  const join = () => startCluster({ major, dataDir: folder, durable: false })
  return openShadow(join, { prepared: options.prepared })
}

/**
 * Makes a shadow for files that nobody has looked at: they run as `postgres`, who is no superuser, on a server with no
 * other purpose.
 * @param folder keeps the data of that server, which has another superuser than those of `makeShadow`.
 */
export function makeLimitedShadow(
  folder: string,
  major: EmbeddedMajor,
  options: { readonly prepared?: Prepared } = {},
): Promise<Shadow> {
  const join = async () => {
    const cluster = await startCluster({ major, dataDir: folder, durable: false, superuser: 'lockstep' })
    return { url: cluster.url, stop: cluster.stop, ownerPassword: ownerPassword(cluster) }
  }
  return openShadow(join, { prepared: options.prepared })
}

/** Told from the superuser's, which it does not tell. */
function ownerPassword(cluster: Cluster): string {
  return createHash('sha256')
    .update(`owner ${new URL(cluster.url()).password}`)
    .digest('hex')
}
