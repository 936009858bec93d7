/** Work that takes its time. What it throws is for whoever waits for it. */
export interface Job {
  readonly id: string
  /** Jobs of one lane run one after the other, in the order in which they came; those of several lanes at once. */
  readonly lane: string
  /** Runs with a signal that aborts when somebody cancels. It is begun even if it was cancelled while it waited. */
  readonly run: (signal: AbortSignal) => Promise<void>
}

interface Entry extends Job {
  readonly controller: AbortController
  readonly done: Promise<void>
  readonly begin: () => void
}

/** Runs one job of each lane at a time; the rest waits its turn. */
export class JobQueue {
  private readonly lanes = new Map<string, Entry[]>()

  /** Puts a job at the end of its lane; it begins in a later turn of the event loop, at the earliest. */
  add(job: Job): void {
    const controller = new AbortController()
    let begin = () => {}
    const turn = new Promise<void>((resolve) => {
      begin = resolve
    })
    const done = turn.then(() => job.run(controller.signal)).finally(() => this.leave(entry))
    // Whoever waits is told; nobody has to.
    done.catch(() => undefined)
    const entry: Entry = { ...job, controller, done, begin }
    const lane = this.lanes.get(job.lane) ?? []
    this.lanes.set(job.lane, [...lane, entry])
    if (lane.length === 0) entry.begin()
  }

  has(id: string): boolean {
    return this.find(id) !== undefined
  }

  /** The job that this one waits for, or null when it waits for none. */
  behind(id: string): string | null {
    const entry = this.find(id)
    const lane = entry ? (this.lanes.get(entry.lane) ?? []) : []
    return lane[lane.findIndex((each) => each.id === id) - 1]?.id ?? null
  }

  /** Asks a job to end; one that waits begins at once, so that it can say so. False when there is none. */
  cancel(id: string, reason?: Error): boolean {
    const entry = this.find(id)
    if (!entry) return false
    entry.controller.abort(reason)
    entry.begin()
    return true
  }

  /** Settles when a job has ended, as it did; at once when there is none. */
  async wait(id: string): Promise<void> {
    await this.find(id)?.done
  }

  /** Cancels everything and settles when all of it has ended. */
  async close(reason?: Error): Promise<void> {
    const all = [...this.lanes.values()].flat()
    for (const { id } of all) this.cancel(id, reason)
    await Promise.allSettled(all.map(({ done }) => done))
  }

  private find(id: string): Entry | undefined {
    for (const lane of this.lanes.values()) {
      const found = lane.find((entry) => entry.id === id)
      if (found) return found
    }
    return undefined
  }

  private leave(entry: Entry): void {
    const rest = (this.lanes.get(entry.lane) ?? []).filter((other) => other !== entry)
    if (rest.length === 0) this.lanes.delete(entry.lane)
    else this.lanes.set(entry.lane, rest)
    rest[0]?.begin()
  }
}
