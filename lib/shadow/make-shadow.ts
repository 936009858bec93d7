import { startCluster } from '../embedded/start-cluster'
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
