import { AppError, type AppErrorShape } from '../objects/app-error'
import { untilAborted } from '../postgres/time-limit'
import { readSettings, writeSettings } from '../store/settings-file'
import { errorShape } from './error-shape'
import type { Project } from './project'
import type { Replayed } from './run-replays'
import { planTrail, runTrail, type Trail, type TrailPlan } from './trail'

/** How far the replays of a workspace are; nothing in it is secret. */
export interface TrailStatus {
  /** Whether the files are replayed by themselves whenever they or a record change. */
  readonly isOn: boolean
  readonly isRunning: boolean
  /** When what stands was replayed, ISO 8601; null before the first. */
  readonly replayedAt: string | null
  /** Why the last one came to nothing; null when it did not. */
  readonly error: AppErrorShape | null
}

const CANCELLED = new AppError({
  code: 'E-REPLAY',
  message: 'The replay was cancelled',
  hint: 'Replay the files again when you want to see what they build.',
})

/** Keeps what the migrations of a workspace build. `onChange` is told whenever that, or its state, changed. */
export class TrailKeeper {
  private kept: Trail | null = null
  private failed: { readonly key: string; readonly error: AppErrorShape } | null = null
  /** How often somebody cancelled, be it before a replay has begun. */
  private cancelled = 0
  /** Whether somebody asked for a replay since this process began. */
  private isAsked = false
  private running: {
    readonly key: string
    readonly outcome: Promise<Trail>
    readonly controller: AbortController
  } | null = null

  constructor(
    private readonly project: Project,
    private readonly onChange: () => void,
  ) {}

  /** What stands: the outcome of the last replay that came to its end, and that somebody wants to see. */
  get current(): Trail | null {
    return this.kept
  }

  get status(): TrailStatus {
    return {
      isOn: this.isOn,
      isRunning: this.running !== null,
      replayedAt: this.kept?.replayedAt ?? null,
      error: this.failed?.error ?? null,
    }
  }

  get isOn(): boolean {
    const { directory, replays = false } = this.project.place
    return readSettings(directory).replays ?? replays
  }

  /** The replay of a plan with this key, if it stands. */
  replayed(key: string): Promise<Replayed> | undefined {
    const known = this.kept?.withKey(key)
    return known ? Promise.resolve(known) : undefined
  }

  /**
   * Sets for the project whether files are replayed by themselves, and forgets why one failed.
   * @throws AppError E-FILE-WRITE.
   */
  turn(isOn: boolean): void {
    const { directory } = this.project.place
    writeSettings(directory, { replays: isOn })
    this.isAsked = isOn
    if (!isOn) {
      this.cancel()
      this.kept = null
    }
    this.failed = null
    this.onChange()
  }

  /** Ends a replay that runs; what stood before it stands, and the same is not begun again by itself. */
  cancel(): void {
    this.cancelled++
    if (!this.running) return
    const { key, controller } = this.running
    this.failed = { key, error: CANCELLED.toJSON() }
    controller.abort(CANCELLED)
  }

  /**
   * Replays what changed since the last time, or nothing; shares a replay of the same that runs.
   * @throws AppError as runReplays does, and the reason of cancelling.
   */
  bring(): Promise<Trail> {
    return this.bringUnlessCancelled(this.cancelled)
  }

  /** @param before how often somebody had cancelled when it was asked for. */
  private async bringUnlessCancelled(before: number): Promise<Trail> {
    const [board, monitors] = [await this.project.migrations(), await this.project.allMonitors()]
    const plan = planTrail(board, monitors)
    if (this.cancelled !== before) {
      if (this.isOn) this.failed = { key: plan.key, error: CANCELLED.toJSON() }
      this.onChange()
      throw CANCELLED
    }
    if (this.kept?.plan.key === plan.key) return this.kept
    const { running } = this
    if (running?.key === plan.key && !running.controller.signal.aborted) return running.outcome
    running?.controller.abort(new Error('Replaced by a replay of newer files.'))
    return this.begin(plan)
  }

  /**
   * The same by itself: not while checks run, and not again for what failed. On a server that the project names, only
   * once somebody asked: what a checkout brings along must not run there because the dashboard was started.
   */
  async bringIfDue(): Promise<void> {
    if (!this.isOn || this.running) return
    const before = this.cancelled
    if (!this.isAsked && (await this.project.config()).shadow) return
    const monitors = await this.project.allMonitors()
    if (monitors.length === 0 || monitors.some(({ reading }) => isUnsettled(reading))) return
    const { key } = planTrail(await this.project.migrations(), monitors)
    if (key === this.kept?.plan.key || key === this.failed?.key || this.running) return
    // Somebody may have turned it off meanwhile.
    if (!this.isOn) return
    // Whoever asks for what it would have made is told why it failed.
    await this.bringUnlessCancelled(before).catch(() => undefined)
  }

  private async begin(plan: TrailPlan): Promise<Trail> {
    const controller = new AbortController()
    const { signal } = controller
    // Not all that it does can be cut short, such as fetching a Postgres to replay in.
    const outcome = untilAborted<Trail>(signal, (resolve, reject) => {
      runTrail(this.project, plan, signal).then(resolve, reject)
      return () => undefined
    })
    const running = { key: plan.key, outcome, controller }
    this.running = running
    this.onChange()
    try {
      const trail = await outcome
      signal.throwIfAborted()
      this.kept = trail
      this.failed = null
      return trail
    } catch (error) {
      if (!signal.aborted) this.failed = { key: plan.key, error: errorShape(error) }
      throw error
    } finally {
      if (this.running === running) this.running = null
      this.onChange()
    }
  }
}

/** Before the first check has ended, and while one runs, the records are about to change. */
function isUnsettled({
  isChecking,
  snapshot,
  error,
}: {
  readonly isChecking: boolean
  readonly snapshot: unknown
  readonly error: unknown
}): boolean {
  return isChecking || (snapshot === null && error === null)
}
