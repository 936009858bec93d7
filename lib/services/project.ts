import type { Configuration } from '../config/configuration'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'

/** Where a workspace finds its configuration; plain data, so that it can be handed to the pages' own modules. */
export interface WorkspacePlace {
  /** The folder that holds the configuration. */
  readonly directory: string
  /** Variables beside those of the process, such as the addresses of the demo. */
  readonly variables: Readonly<Record<string, string>>
  /** Whether what changes in the environments is written down in the project's folder, for later runs. */
  readonly keepsHistory?: boolean
  /** Whether migration files are replayed by themselves where nobody set whether they are. */
  readonly replays?: boolean
}

/** What is known of a project without comparing any of it; a workspace is one. */
export interface Project {
  readonly place: WorkspacePlace
  config(): Promise<Configuration>
  monitor(name: string): Promise<Monitor>
  allMonitors(): Promise<Monitor[]>
  migrations(): Promise<MigrationsBoard>
}
