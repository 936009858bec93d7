import type { Configuration } from '../config/configuration'
import { type EmbeddedMajor, isEmbeddedMajor } from '../embedded/versions'
import { makeConfiguredShadow } from './configured-shadow'
import { makeLimitedShadow, type Shadow } from './make-shadow'
import { readEnvironmentServers } from './server-identity'
import { limitedShadowFolder } from './shadow-folder'
import type { Prepared } from './shadow-template'

const NEWEST = 18

/**
 * A shadow to replay files in: on the configured server, or on one of our own of the same major version where that can
 * be had, so that statements of that version run.
 * @throws AppError E-SHADOW for a configured server that cannot be used, E-EMBEDDED-… where none can be started.
 */
export async function shadowFor(
  { shadow, environments }: Pick<Configuration, 'shadow' | 'environments'>,
  major: number,
  options: { readonly prepared?: Prepared } = {},
): Promise<Shadow> {
  if (shadow) return makeConfiguredShadow(shadow, await readEnvironmentServers(environments), options)
  const ofMajor = (own: EmbeddedMajor) =>
    makeLimitedShadow(limitedShadowFolder(own, options.prepared !== undefined), own, options)
  if (!isEmbeddedMajor(major) || major === NEWEST) return ofMajor(NEWEST)
  return ofMajor(major).catch(() => ofMajor(NEWEST))
}
