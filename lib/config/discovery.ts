import type { AppError } from '../objects/app-error'
import type { ConnectionAddress } from '../postgres/connection-address'

/** An environment that project files tell of. */
export interface DiscoveredEnvironment {
  readonly name: string
  /** Whether a variable of its own gives it the name: it is kept, whatever it leads to. */
  readonly isNamed: boolean
  readonly variable: string | null
  /** Where it was found, for people. */
  readonly source: string
  /** Its address, or why there is none. */
  readonly address: ConnectionAddress | AppError
  /** The Supabase project, where the file tells it. */
  readonly projectRef: string | null
}

/** A variable or a place in a file that was not used for the environment it seems to name. */
export interface PassedOver {
  readonly environment: string
  /** In one sentence what was passed over and why; never a secret. */
  readonly reason: string
}

/** What one sort of project file told. */
export interface Discovery {
  readonly environments: readonly DiscoveredEnvironment[]
  /** Folders of migration files that exist, relative to the project, with where they were named. */
  readonly migrations: readonly { readonly folder: string; readonly source: string }[]
  readonly notices: readonly string[]
}

export const NOTHING_FOUND: Discovery = { environments: [], migrations: [], notices: [] }
