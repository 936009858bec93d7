import type { Migration } from '../migrations/migration'
import type { Standing, StandingState } from '../migrations/standing'

/** Which migrations to list; every part narrows. */
export interface MigrationsQuery {
  /** Also those that are applied everywhere; only the others unless asked for. */
  readonly show?: 'everything'
  readonly status?: StandingState
  readonly environment?: string
  /** Free text, found in the version or the name whatever its case. */
  readonly text?: string
  readonly offset?: number
  readonly limit?: number
}

/** States in which nothing is left to do or to explain in an environment. */
const SETTLED: readonly StandingState[] = ['applied', 'baseline', 'absent', 'noRecord', 'unknown']

/** Whether a migration stands everywhere as its file says, so far as that is known. */
export function isEverywhere(standings: readonly Standing[]): boolean {
  return standings.every(({ state }) => SETTLED.includes(state))
}

/** What tells whether a migration is among those asked for; `column` is the place of the environment that is named. */
export function migrationMatcher(
  { show, status, text }: MigrationsQuery,
  column: number | null,
): (migration: Migration, standings: readonly Standing[]) => boolean {
  const wanted = text?.trim().toLowerCase() ?? ''
  return (migration, standings) => {
    const looked = column === null ? standings : standings.slice(column, column + 1)
    if (show !== 'everything' && !status && isEverywhere(standings)) return false
    if (status && !looked.some(({ state }) => state === status)) return false
    return wanted === '' || searched(migration).includes(wanted)
  }
}

function searched({ version, name, files, entries }: Migration): string {
  const keys = entries.flat().map(({ entry }) => entry.key)
  return [version, name, ...files.map(({ file }) => file.path), ...keys].join(' ').toLowerCase()
}
