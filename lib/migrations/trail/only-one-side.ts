import type { Cause, Difference, Reason } from '../../objects/difference'
import { stepKey } from './replay-paths'
import { type Side, stepKeys } from './side'
import { migrationsIn, touchedBy } from './touched'

/** The migrations that only one of two sides has run, and that touch the object. */
export function ranOnOneSide(difference: Difference, source: Side, target: Side): Reason[] {
  const [ofSource, ofTarget] = [onlyIn(source, target, difference), onlyIn(target, source, difference)]
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

function onlyIn({ path }: Side, other: Side, difference: Difference): string[] {
  const known = stepKeys(other.path)
  const stretches = path.stretches.filter(({ steps }) => steps.some((step) => !known.has(stepKey(step))))
  return migrationsIn(touchedBy(stretches, difference))
}
