import type { Finding } from '../finding'
import { command, type FindingContext, labelOf, type Standings, standingAs, titleOf } from './context'

const MOST_NAMED = 5

/** What the next deploy would run, by environment and tool. */
export function pending(context: FindingContext): Finding[] {
  const groups = new Map<string, Standings[]>()
  for (const place of standingAs(context, 'pending')) {
    const key = `${place.column} ${place.tool}`
    groups.set(key, [...(groups.get(key) ?? []), place])
  }
  return [...groups.values()].map((places) => toFinding(context, places))
}

function toFinding(context: FindingContext, places: readonly Standings[]): Finding {
  const [first] = places as [Standings]
  const { environment, tool } = first
  const migrations = places.map(({ migration }) => migration)
  const more = migrations.length > MOST_NAMED ? [`And ${migrations.length - MOST_NAMED} more.`] : []
  const count = migrations.length === 1 ? '1 migration is' : `${migrations.length} migrations are`
  return {
    sort: 'pending',
    severity: 'low',
    environments: [environment],
    tool,
    migrations: migrations.map(({ id }) => id),
    message: `${count} pending in ${environment}.`,
    cause: `${labelOf(tool)} runs what is pending at the next deploy.`,
    evidence: [...migrations.slice(0, MOST_NAMED).map((migration) => `${titleOf(migration)}.`), ...more],
    commands: [
      ...command(context, first, 'preview', `Shows what would run in ${environment}; runs nothing.`),
      ...command(context, first, 'deploy', `Runs what is pending in ${environment}.`),
    ],
  }
}
