import type { AppErrorShape } from '../objects/app-error'

/** What a restore into an environment does now. */
export interface RestoreStep {
  readonly name: 'check' | 'dump' | 'clear' | 'restore' | 'rows' | 'commit' | 'compare'
  /** The table that it is at, or the dump that is made first. */
  readonly at: string | null
}

/**
 * How a restore ended. `restored`: the environment holds what the dump does. `differs`: it was restored, and what was read
 * afterwards is not all the same. `failed`: nothing was changed. `unknown`: the connection was lost while the server was to
 * make it last; nobody may do it again before having looked.
 */
export interface RestoreOutcome {
  readonly state: 'restored' | 'differs' | 'failed' | 'unknown'
  readonly dump: string
  readonly environment: string
  /** The dump that was made of what was there; null where there was nothing. */
  readonly before: string | null
  readonly objects: number
  readonly tables: number
  readonly rows: number
  /** As lines for people. */
  readonly differences: readonly string[]
  /** What to know, as lines for people. */
  readonly notes: readonly string[]
  readonly error: AppErrorShape | null
}
