import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { FILES_ORIGIN, type GridAnswer } from '@/lib/services/grid-answer'

/** One column of the grid; the last may be what the migration files build. */
export interface GridColumn {
  /** Of the origin, so that it can be compared. */
  readonly name: string
  readonly isReference: boolean
  /** Null for the files. */
  readonly environment: EnvironmentAnswer | null
}

/** The columns in the order of a row's cells. */
export function gridColumns({ environments, files }: GridAnswer): GridColumn[] {
  const columns = environments.map((environment) => ({
    name: environment.name,
    isReference: environment.isReference,
    environment,
  }))
  return files ? [...columns, { name: FILES_ORIGIN, isReference: false, environment: null }] : columns
}
