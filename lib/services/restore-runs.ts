import { AppError } from '../objects/app-error'
import { processState } from '../objects/process-state'
import { dumpWork } from './dump-work'
import { errorShape } from './error-shape'
import type { Project } from './project'
import { confirm, restoreConfirmed } from './restore-into'
import type { RestoreOutcome, RestoreStep } from './restore-outcome'

/** A restore into an environment that was begun in this process. */
export interface RestoreRun {
  /** What it is asked for by: the key of its confirmation. */
  readonly key: string
  readonly dump: string
  readonly environment: string
  readonly state: 'running' | RestoreOutcome['state'] | 'refused'
  readonly step: RestoreStep | null
  /** Once it has ended, unless it was refused. */
  readonly outcome: RestoreOutcome | null
  /** Why it was refused, before anything was changed. */
  readonly error: ReturnType<typeof errorShape> | null
}

interface Known {
  run: RestoreRun
  readonly controller: AbortController
  /** Settles once it has ended, however it did. */
  ended: Promise<void>
}

/** So many that have ended can still be asked for. */
const MOST_KEPT = 20

const runs = processState('restoreRuns', () => new Map<string, Known>())

/**
 * Begins the restore that a key stands for, once the name was typed; it goes on whether or not somebody waits.
 * @throws AppError E-RESTORE-CONFIRM.
 */
export async function startRestore(
  project: Project,
  { key, name }: { readonly key: string; readonly name: string },
): Promise<RestoreRun> {
  const confirmed = await confirm(project, key, name)
  const { dump, environment } = confirmed
  const controller = new AbortController()
  const begun = { key, dump, environment, state: 'running', step: null, outcome: null, error: null } as const
  const known: Known = { run: begun, controller, ended: Promise.resolve() }
  runs.set(key, known)
  forgetOldest()
  const note = (change: Partial<RestoreRun>) => {
    known.run = { ...known.run, ...change }
    for (const listener of dumpWork.listeners) listener()
  }
  known.ended = restoreConfirmed(project, confirmed, {
    signal: controller.signal,
    onStep: (step) => note({ step }),
  }).then(
    (outcome) => note({ state: outcome.state, step: null, outcome }),
    (error) => note({ state: 'refused', step: null, error: errorShape(error) }),
  )
  return known.run
}

/** How far a restore is. Throws AppError E-DUMP where none of that key was begun here. */
export function restoreRun(key: string): RestoreRun {
  const known = runs.get(key)
  if (!known) throw noSuchRun()
  return known.run
}

/** Ends a restore before it lasts. Throws AppError E-DUMP where none of that key was begun here. */
export function cancelRestore(key: string): RestoreRun {
  const known = runs.get(key)
  if (!known) throw noSuchRun()
  known.controller.abort(CANCELLED)
  return known.run
}

/** Ends all restores of this process that do not last yet, and settles once none is under way. */
export async function endRestores(): Promise<void> {
  for (const { controller } of runs.values()) controller.abort(STOPPED)
  await Promise.all([...runs.values()].map(({ ended }) => ended))
}

const STOPPED = new AppError({
  code: 'E-CANCELLED',
  message: 'The restore was cancelled because Lockstep was ended',
  hint: 'Nothing was changed. Start it again when you like.',
})

const CANCELLED = new AppError({
  code: 'E-CANCELLED',
  message: 'The restore was cancelled',
  hint: 'Nothing was changed. Start it again when you like.',
})

function forgetOldest(): void {
  const ended = [...runs].filter(([, { run }]) => run.state !== 'running')
  for (const [key] of ended.slice(0, Math.max(0, ended.length - MOST_KEPT))) runs.delete(key)
}

function noSuchRun(): AppError {
  return new AppError({
    code: 'E-DUMP',
    message: 'No restore of this key was begun since Lockstep was started',
    hint: 'Look at the environment and at .lockstep/audit.log, which tells of every restore.',
  })
}
