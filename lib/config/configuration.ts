import type { AppError } from '../objects/app-error'
import type { ConnectionTarget } from '../postgres/connection-address'
import type { PassedOver } from './discovery'
import type { DumpSettings } from './dump-settings'
import type { ConfigProblem } from './problem'

/** The file's own name; always in the folder that Lockstep is started in. */
export const CONFIG_FILE = 'lockstep.config.json'

/** A configured or discovered place with a database. */
export interface Environment {
  readonly name: string
  /** The one environment the others are measured against. */
  readonly isReference: boolean
  /** Whatever could change it asks for its name first. */
  readonly isProtected: boolean
  /** Dumps may be restored into it. */
  readonly isRestorable: boolean
  readonly staleAfterMinutes: number
  /** The variable that holds the address; null where it was put together from project files. */
  readonly variable: string | null
  /** Where the address comes from, for people: `PROD_DATABASE_URL (.env.local:3)`. */
  readonly source: string
  readonly connection: EnvironmentConnection
}

/** How to reach an environment, or why its address cannot be used; the others are not affected. */
export type EnvironmentConnection =
  | { readonly state: 'ready'; readonly target: ConnectionTarget }
  | { readonly state: 'unusable'; readonly error: AppError }

export interface MigrationFolder {
  /** Absolute. */
  readonly path: string
  /** As people write it, relative to the project. */
  readonly name: string
  /** Where it was named or found. */
  readonly source: string
  /** Id of the tool, where it is named. */
  readonly tool?: string
}

/** A server that throwaway databases may be made on, or why its address cannot be used. */
export interface ShadowSetting {
  /** Where the address comes from, for people: `SHADOW_DATABASE_URL (.env.local:3)`. */
  readonly source: string
  readonly connection: EnvironmentConnection
}

/** Everything Lockstep knows about a project before it contacts anything. */
export interface Configuration {
  readonly directory: string
  /** In the order to show; empty when the configuration file has mistakes. */
  readonly environments: readonly Environment[]
  readonly migrations: readonly MigrationFolder[]
  /** Whether the file names the folders, so that no others are looked for. */
  readonly namesMigrations: boolean
  /** Null where the server that Lockstep brings along is to be used. */
  readonly shadow: ShadowSetting | null
  readonly schemas: { readonly include: readonly string[] | null; readonly exclude: readonly string[] }
  readonly dumps: DumpSettings
  /** Whether there is a configuration file, or environments were discovered. */
  readonly origin: 'file' | 'discovered'
  /** What was found and where, in sentences; never a secret. */
  readonly found: readonly string[]
  /** What else is worth knowing, such as what was passed over and why; never a secret. */
  readonly notices: readonly string[]
  /** Those of the notices that tell why there is no environment of a name. */
  readonly passedOver: readonly PassedOver[]
  /** All mistakes; those of one environment name it and leave the others usable. */
  readonly problems: readonly ConfigProblem[]
  /** Changes whenever a file of the configuration was saved. */
  readonly revision: string
}

export const DEFAULT_STALE_AFTER_MINUTES = 60
