import { parseObjectId } from '../objects/address'
import { AppError } from '../objects/app-error'
import { answerObject, type ObjectAnswer } from './object-answer'
import type { Workspace } from './workspace'

/** One object in all environments at once. Throws E-OBJECT when nobody has it, or the id is none. */
export async function readObject(workspace: Workspace, id: string): Promise<ObjectAnswer> {
  const { environments } = await workspace.config()
  const reference = environments.find(({ isReference }) => isReference)?.name ?? null
  const monitors = await workspace.allMonitors()
  const { grid, places, replays } = await workspace.grid(reference ?? '')
  const whyNotCompared = grid ? null : `${reference} is the reference and could not be read.`
  const environmentSources = monitors.map(({ environment, reading }, i) => ({
    name: environment.name,
    snapshot: reading.error ? null : reading.snapshot,
    place: places[i] ?? null,
    reason: reading.error?.message ?? (reading.snapshot ? whyNotCompared : 'Not checked yet.'),
  }))
  const replayed = replays.map(({ name, snapshot, place }) => ({
    name,
    snapshot,
    place,
    reason: snapshot ? whyNotCompared : 'The migration files have not built a database.',
  }))
  const sources = [...environmentSources, ...replayed]
  const ref = parseObjectId(id)
  const answer = ref && answerObject(ref, grid, sources, reference)
  if (answer) return answer
  throw unknownObject(id)
}

/** For an id that stands for no object of the environments that could be read. */
export function unknownObject(id: string): AppError {
  return new AppError({
    code: 'E-OBJECT',
    message: 'No environment that could be read has this object',
    hint: 'It may have been dropped or renamed since the link was made. Look for it in the overview.',
    detail: id,
  })
}
