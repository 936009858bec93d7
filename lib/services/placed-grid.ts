import type { Forecast } from '../migrations/trail/forecast'
import type { Grid } from '../objects/grid'
import type { ReplayPlace } from './replay-columns'

/** A grid, and where in it the environments stand. */
export interface PlacedGrid {
  /** Null when the reference was not read. */
  readonly grid: Grid | null
  /** By environment; null where it was not read. */
  readonly places: readonly (number | null)[]
  /** The replays that stand behind them; the place of one is null where it built nothing. */
  readonly replays: readonly (ReplayPlace & { readonly place: number | null })[]
  /** Null where none was asked for, or none can be made. */
  readonly forecast: Forecast | null
}

/** What a grid shows besides the environments as they are. */
export interface GridView {
  /** The environment that is shown as it will be after a deploy, where that is known. */
  readonly forecast?: string
  /** Whether what the record of each environment claims has a column too. */
  readonly claims?: boolean
}
