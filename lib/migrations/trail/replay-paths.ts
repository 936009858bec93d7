import type { Snapshot } from '../../objects/snapshot'
import { dropOnAbort } from '../../shadow/drop-on-abort'
import type { Shadow } from '../../shadow/make-shadow'
import { outcomeOf, type RanStep, type Replay, type ReplayOptions } from '../replay'
import { replayFile, type StandIns } from '../replay-file'
import type { ReplayStep } from '../replay-step'
import { type Effects, effectsBetween } from './effects'

/** Steps that ran between two reads, and what they did together. */
export interface Stretch {
  readonly steps: readonly ReplayStep[]
  readonly effects: Effects
}

/** What came of one path. */
export interface PathOutcome extends Replay {
  /** What it built; null where a step failed. */
  readonly snapshot: Snapshot | null
  readonly stretches: readonly Stretch[]
}

interface PathOptions extends ReplayOptions {
  read(shadow: Shadow): Promise<Snapshot>
}

/**
 * A read costs more than most steps, so several share one. What all paths have in common is rarely asked for, and of
 * several steps the one that touched an object is told by its text; what only some have run is read step by step.
 */
const SHARED_READS = 16
const OTHER_READS = 120

/**
 * Replays several lists of steps that begin alike, so that what they have in common runs once: where they part, the
 * shadow is copied. Tells of the steps what they did, where there are several paths.
 * @throws the reason of the signal when it is aborted, and what reading throws.
 */
export async function replayPaths(
  shadow: Shadow,
  paths: readonly (readonly ReplayStep[])[],
  options: PathOptions,
): Promise<PathOutcome[]> {
  const walker = new Walker(paths, options)
  await walker.walk({
    shadow,
    members: [...paths.keys()],
    run: [],
    unread: [],
    stretches: [],
    last: await options.read(shadow),
    standIns: new Map(),
  })
  return paths.map((_, path) => walker.outcomes.get(path) as PathOutcome)
}

/** Paths that had the same steps so far, in the shadow that those steps built. */
interface Branch {
  readonly shadow: Shadow
  members: readonly number[]
  run: readonly RanStep[]
  /** What ran since the last read. */
  unread: readonly ReplayStep[]
  stretches: readonly Stretch[]
  last: Snapshot
  readonly standIns: StandIns
}

class Walker {
  readonly outcomes = new Map<number, PathOutcome>()
  /** After how many steps to read: of those that all paths have, and of the others. */
  private readonly every: { readonly shared: number; readonly other: number }

  constructor(
    private readonly paths: readonly (readonly ReplayStep[])[],
    private readonly options: PathOptions,
  ) {
    const shared = sharedSteps(paths)
    const longest = Math.max(0, ...paths.map((steps) => steps.length))
    this.every = {
      shared: Math.ceil(shared / SHARED_READS),
      // What the steps of a path did is asked to tell it from another path.
      other: paths.length > 1 ? Math.ceil((longest - shared) / OTHER_READS) : Number.POSITIVE_INFINITY,
    }
  }

  async walk(branch: Branch): Promise<void> {
    for (;;) {
      await this.endPaths(branch)
      if (branch.members.length === 0) return
      await this.partWays(branch)
      if (!(await this.runNext(branch))) return
    }
  }

  /** Paths without a next step are read as they stand. */
  private async endPaths(branch: Branch): Promise<void> {
    const isOver = (path: number) => this.stepsOf(path).length === branch.run.length
    const ended = branch.members.filter(isOver)
    branch.members = branch.members.filter((path) => !isOver(path))
    if (ended.length > 0) await this.readBranch(branch)
    for (const path of ended) this.end(path, branch, branch.last)
  }

  /** Paths that go on with another step than the first do so in copies; the first goes on here. */
  private async partWays(branch: Branch): Promise<void> {
    const [first = [], ...others] = this.byNextStep(branch)
    if (others.length > 0) await this.readBranch(branch)
    for (const members of others) {
      const shadow = await branch.shadow.copy()
      const endWatch = dropOnAbort(shadow, this.options.signal)
      try {
        await this.walk({ ...branch, shadow, members, standIns: new Map(branch.standIns) })
      } finally {
        endWatch()
        await shadow.drop()
      }
    }
    branch.members = first
  }

  private byNextStep({ members, run }: Branch): number[][] {
    const groups = new Map<string, number[]>()
    for (const path of members) {
      const step = this.stepsOf(path)[run.length] as ReplayStep
      const key = stepKey(step)
      groups.set(key, [...(groups.get(key) ?? []), path])
    }
    return [...groups.values()]
  }

  /** Whether the step ran; where it failed, all that had it before them end. */
  private async runNext(branch: Branch): Promise<boolean> {
    this.options.signal?.throwIfAborted()
    const step = this.stepsOf(branch.members[0] as number)[branch.run.length] as ReplayStep
    const file = await replayFile(branch.shadow, step, this.options.searchPath, branch.standIns)
    branch.run = [...branch.run, { step, ...file }]
    if (file.failure) {
      for (const path of branch.members) this.end(path, branch, null)
      return false
    }
    branch.unread = [...branch.unread, step]
    const isShared = this.paths.length > 1 && branch.members.length === this.paths.length
    if (branch.unread.length >= (isShared ? this.every.shared : this.every.other))
      await this.readBranch(branch)
    return true
  }

  private async readBranch(branch: Branch): Promise<void> {
    if (branch.unread.length === 0) return
    const now = await this.options.read(branch.shadow)
    const stretch = { steps: branch.unread, effects: effectsBetween(branch.last, now) }
    branch.stretches = [...branch.stretches, stretch]
    branch.unread = []
    branch.last = now
  }

  private end(path: number, { run, stretches, standIns }: Branch, snapshot: Snapshot | null): void {
    this.outcomes.set(path, { ...outcomeOf(this.stepsOf(path), run, standIns), snapshot, stretches })
  }

  private stepsOf(path: number): readonly ReplayStep[] {
    return this.paths[path] as readonly ReplayStep[]
  }
}

/** How many steps all paths begin with. */
function sharedSteps([first = [], ...others]: readonly (readonly ReplayStep[])[]): number {
  if (others.length === 0) return 0
  const parts = first.findIndex((step, at) =>
    others.some((path) => path[at] === undefined || stepKey(path[at]) !== stepKey(step)),
  )
  return parts < 0 ? first.length : parts
}

/** The same for steps that do the same as part of the same migration. */
export function stepKey({ id, text }: ReplayStep): string {
  return `${id}\n${text}`
}
