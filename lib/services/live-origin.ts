import type { Environment } from '../config/configuration'
import { KINDS } from '../kinds/all'
import type { Snapshot } from '../objects/snapshot'
import type { ConnectionTarget } from '../postgres/connection-address'
import { targetFromUrl } from '../postgres/connection-url'
import { readTarget } from '../postgres/read-target'
import type { ReadOptions } from '../postgres/read-transaction'
import type { SchemaSelection } from '../postgres/schema-selection'

/** The longest one read may take, in milliseconds. */
const READ_DEADLINE_MS = 600_000

/** A database that is there to be read, and how it is read. */
export interface LiveOrigin {
  readonly target: ConnectionTarget
  readonly limits: { readonly deadlineMs: number }
  readonly options: ReadOptions
}

/** The database of a postgres:// URL. Throws AppError where it is none that can be used. */
export function urlOrigin(url: string): LiveOrigin {
  return live(targetFromUrl(url), 'url')
}

/** The database of an environment, in the schemas that the configuration is about. Throws AppError where it has no usable one. */
export function environmentOrigin({ connection }: Environment, schemas: SchemaSelection): LiveOrigin {
  if (connection.state === 'unusable') throw connection.error
  return live(connection.target, 'environment', schemas)
}

/** Reads it over a connection of its own. Throws as readTarget does. */
export async function readLive({ target, limits, options }: LiveOrigin): Promise<Snapshot> {
  const { snapshot, connection } = await readTarget(target, limits, options)
  await connection.close()
  return snapshot
}

function live(
  target: ConnectionTarget,
  origin: 'environment' | 'url',
  schemas?: SchemaSelection,
): LiveOrigin {
  const options = { name: target.name, origin, kinds: KINDS, schemas }
  return { target, limits: { deadlineMs: READ_DEADLINE_MS }, options }
}
