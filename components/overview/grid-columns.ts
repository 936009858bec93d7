import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import type { GridAnswer, ReplayColumn } from '@/lib/services/grid-answer'

/** One column of the grid: an environment, or what migrations build. */
export interface GridColumn {
  /** Of the origin, so that it can be compared. */
  readonly name: string
  readonly isReference: boolean
  readonly environment: EnvironmentAnswer | null
  readonly replay: ReplayColumn | null
}

/** The columns in the order of a row's cells. */
export function gridColumns({ environments, replays }: GridAnswer): GridColumn[] {
  return [
    ...environments.map((environment) => ({
      name: environment.name,
      isReference: environment.isReference,
      environment,
      replay: null,
    })),
    ...replays.map((replay) => ({ name: replay.name, isReference: false, environment: null, replay })),
  ]
}
