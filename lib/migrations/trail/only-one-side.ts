import type { Cause, Difference, Reason } from '../../objects/difference'
import type { Stretch } from './replay-paths'
import type { Side } from './side'
import { migrationsIn, touchedBy } from './touched'

/** A side with the stretches that the other side has not run. */
export interface SideAlone extends Side {
  readonly alone: readonly Stretch[]
}

/** The migrations that only one of two sides has run, and that touch the object. */
export function ranOnOneSide(difference: Difference, source: SideAlone, target: SideAlone): Reason[] {
  const [ofSource = [], ofTarget = []] = [source, target].map(({ alone }) =>
    migrationsIn(touchedBy(alone, difference)),
  )
  const edited = ofSource.filter((id) => ofTarget.includes(id))
  const others = (ids: readonly string[]) => ids.filter((id) => !edited.includes(id))
  return [
    ...edited.map((id): Reason => {
      const environment = [target, source].find(({ path }) => path.asRecorded.get(id) === 'edited')?.name
      return { cause: 'editedAfterApply', environment: environment ?? target.name, migrations: [id] }
    }),
    ...reasonsOf(others(ofSource), source, target),
    ...reasonsOf(others(ofTarget), target, source),
  ]
}

/** Migrations that one side has run and the other has not: without a file, of a tool only it uses, or pending. */
function reasonsOf(ids: readonly string[], has: Side, lacks: Side): Reason[] {
  const tools = new Set(lacks.path.toolOf.values())
  const causeOf = (id: string): Cause => {
    if (has.path.asRecorded.get(id) === 'missingFile') return 'missingFile'
    const tool = has.path.toolOf.get(id)
    return tool === undefined || tools.has(tool) ? 'pendingMigration' : 'otherTool'
  }
  return (['missingFile', 'otherTool', 'pendingMigration'] as const).flatMap((cause) => {
    const migrations = ids.filter((id) => causeOf(id) === cause)
    const environment = cause === 'missingFile' ? has.name : lacks.name
    return migrations.length > 0 ? [{ cause, environment, migrations }] : []
  })
}
