import type { Environment } from '../config/configuration'
import type { Histories } from '../migrations/history'
import { readHistories } from '../migrations/read-histories'
import type { AppErrorShape } from '../objects/app-error'
import type { Kind } from '../objects/kind'
import { fingerprint, type Snapshot } from '../objects/snapshot'
import { type AccessFacts, readAccessFacts } from '../postgres/access-facts'
import { type CatalogMark, unchangedSince } from '../postgres/catalog-mark'
import type { Connection } from '../postgres/connection'
import { prepareReads } from '../postgres/prepared-statements'
import { type MarkedSnapshot, readSnapshot } from '../postgres/read-snapshot'
import { readTarget } from '../postgres/read-target'
import type { ReadOptions } from '../postgres/read-transaction'
import type { SchemaSelection } from '../postgres/schema-selection'
import type { EnvironmentHistory } from './environment-history'
import { errorShape } from './error-shape'
import type { Slots } from './slots'

/** What is known of one environment at this moment. */
export interface Reading {
  /** The last snapshot that was read, however long ago; null before the first. */
  readonly snapshot: Snapshot | null
  /** When it was last proven to hold, ISO 8601 by this machine's clock; null before the first success. */
  readonly checkedAt: string | null
  /** Why the last check failed; null when it succeeded or there was none. */
  readonly error: AppErrorShape | null
  /** When the checks began to fail, ISO 8601. */
  readonly failingSince: string | null
  readonly isChecking: boolean
  /** How long the last successful check took, in milliseconds. */
  readonly tookMs: number | null
  /** Whether the last successful check proved the earlier snapshot instead of reading anew. */
  readonly wasUnchanged: boolean
  /** How the environment was reached when it was last read anew; null before that, or where it could not be told. */
  readonly access: AccessFacts | null
  /** The records of migrations that the database held at the last check; null where they could not be read. */
  readonly records: Histories | null
  /** Why they could not be read; null where they were, and before the first check. */
  readonly recordsError: AppErrorShape | null
  /** Why what changed could not be written down; null where it could, or where nothing is kept. */
  readonly historyError: AppErrorShape | null
}

const NOTHING_YET: Reading = {
  snapshot: null,
  checkedAt: null,
  error: null,
  failingSince: null,
  isChecking: false,
  tookMs: null,
  wasUnchanged: false,
  access: null,
  records: null,
  recordsError: null,
  historyError: null,
}

/** How long an unused connection is kept for the next check, in milliseconds. */
const KEEP_WARM_MS = 30_000

/** The longest a read may take, in milliseconds. */
const READ_DEADLINE_MS = 180_000

/** The longest the proof that nothing changed may take, in milliseconds; then reading anew is worth more than waiting. */
const PROOF_DEADLINE_MS = 10_000

export interface CheckOptions {
  /** For a person who asks now: before other checks that wait, and even if the server was out of reach a moment ago. */
  readonly isUrgent: boolean
}

/**
 * Watches over one environment. There is one check at a time; whoever asks meanwhile shares its outcome.
 * `onChange` is told whenever the reading changed.
 */
export class Monitor {
  private current: Reading = NOTHING_YET
  private mark: CatalogMark | null = null
  private isWrittenTo = false
  private isBegun = false
  private running: (CheckOptions & { readonly outcome: Promise<Reading> }) | null = null
  private warm: { readonly connection: Connection; readonly timer: NodeJS.Timeout } | null = null
  /** Aborted when the monitor is closed. */
  private readonly closing = new AbortController()

  constructor(
    readonly environment: Environment,
    private readonly kinds: readonly Kind[],
    readonly schemas: SchemaSelection,
    private readonly inSlot: Slots,
    private readonly onChange: () => void,
    /** What is kept between runs; null where nothing is. */
    readonly history: EnvironmentHistory | null = null,
  ) {}

  get reading(): Reading {
    return this.current
  }

  /** Whether there was a check in this run, or one is running. */
  get hasBegun(): boolean {
    return this.isBegun
  }

  /** Shows what an earlier run saw last until the first check of this run has ended. */
  async recall(): Promise<void> {
    if (this.current.snapshot || this.isBegun) return
    const last = await this.history?.last()
    if (last && !this.current.snapshot && !this.isBegun) this.update(last)
  }

  /**
   * Checks now, or joins the check that is running; an urgent one does not take the failure of one that is not.
   * Never throws: a failure is part of the reading. Once the monitor is closed, its last reading is the answer.
   */
  async check(options: CheckOptions): Promise<Reading> {
    const { running } = this
    if (this.isClosed) return this.current
    if (!running) return this.begin(options)
    const reading = await running.outcome
    const mayDoBetter = reading.error !== null && options.isUrgent && !running.isUrgent
    return mayDoBetter ? this.check(options) : reading
  }

  /** Ends a check that runs, which then tells nobody of anything, and lets go of the connection; for good. */
  async close(): Promise<void> {
    const farewell = this.letGo()
    this.closing.abort()
    await farewell
  }

  private get isClosed(): boolean {
    return this.closing.signal.aborted
  }

  private begin(options: CheckOptions): Promise<Reading> {
    this.isBegun = true
    this.update({ isChecking: true })
    const outcome = this.inSlot(() => this.checkOnce(options), options).finally(() => {
      this.running = null
    })
    this.running = { ...options, outcome }
    return outcome
  }

  private async checkOnce(options: CheckOptions): Promise<Reading> {
    const startedAt = performance.now()
    const { signal } = this.closing
    const before = this.current
    try {
      signal.throwIfAborted()
      const snapshot = (await this.checkOverKept()) ?? (await this.readAnew(options))
      signal.throwIfAborted()
      const historyError = await this.keep(snapshot)
      this.update({
        historyError,
        wasUnchanged: snapshot === this.current.snapshot,
        snapshot,
        checkedAt: new Date().toISOString(),
        error: null,
        failingSince: null,
        isChecking: false,
        tookMs: Math.round(performance.now() - startedAt),
      })
    } catch (error) {
      // That it was closed says nothing of the environment.
      if (signal.aborted) this.current = { ...before, isChecking: false }
      else this.tellFailure(error)
    }
    return this.current
  }

  private tellFailure(error: unknown): void {
    this.update({
      error: errorShape(error),
      failingSince: this.current.failingSince ?? new Date().toISOString(),
      isChecking: false,
    })
  }

  /** Writes down what changed since the last check; a failure of that is told, and the check stands. */
  private async keep(snapshot: Snapshot): Promise<AppErrorShape | null> {
    if (!this.history) return null
    const { snapshot: known, checkedAt, historyError } = this.current
    // What could not be written down before is still to be told, as a change of what was kept last.
    const isKept = known && checkedAt && !historyError
    const before = isKept ? { snapshot: known, checkedAt } : await this.history.last()
    this.closing.signal.throwIfAborted()
    const isSame =
      before && (before.snapshot === snapshot || fingerprint(before.snapshot) === fingerprint(snapshot))
    try {
      const holds = isSame && this.history.confirm()
      if (!holds) await this.history.keep(snapshot, before)
      return null
    } catch (error) {
      return errorShape(error)
    }
  }

  /** The last snapshot when the server proves over the kept connection that it still holds, else one that is read over it. */
  private async checkOverKept(): Promise<Snapshot | null> {
    const connection = this.takeWarm()
    if (!connection) return null
    if (!this.mark || !this.current.snapshot) {
      await connection.close()
      return null
    }
    connection.setDeadline(PROOF_DEADLINE_MS)
    try {
      const mark = await unchangedSince(connection.client, this.mark)
      if (mark) {
        this.mark = mark
        await this.readRecords(connection)
        await this.keepWarm(connection)
        return this.current.snapshot
      }
      this.isWrittenTo = true
      // A schema that changes while a page is open is read again and again.
      if (!(await prepareReads(connection.client, connection.announcedPid))) {
        await connection.close()
        return null
      }
      connection.setDeadline(READ_DEADLINE_MS)
      return await this.take(connection, await readSnapshot(connection.client, this.readOptions()))
    } catch {
      await connection.close()
      return null
    }
  }

  private async readAnew({ isUrgent }: CheckOptions): Promise<Snapshot> {
    const { connection: way } = this.environment
    if (way.state === 'unusable') throw way.error
    const limits = { isUrgent, deadlineMs: READ_DEADLINE_MS, signal: this.closing.signal }
    const { connection, ...read } = await readTarget(way.target, limits, this.readOptions())
    return this.take(connection, read)
  }

  private readOptions(): ReadOptions {
    return {
      name: this.environment.name,
      origin: 'environment',
      kinds: this.kinds,
      schemas: this.schemas,
      withChecksum: this.isWrittenTo,
    }
  }

  /** Notes what was read, and what else is asked over the same connection, which is then kept. */
  private async take(connection: Connection, { snapshot, mark }: MarkedSnapshot): Promise<Snapshot> {
    this.mark = mark
    this.current = { ...this.current, access: await readAccessFacts(connection).catch(() => null) }
    await this.readRecords(connection)
    await this.keepWarm(connection)
    return snapshot
  }

  /** Records are rows, so they change without the schema; what keeps them from being read is no failure of the check. */
  private async readRecords(connection: Connection): Promise<void> {
    try {
      this.current = { ...this.current, records: await readHistories(connection), recordsError: null }
    } catch (error) {
      this.current = { ...this.current, records: null, recordsError: errorShape(error) }
    }
  }

  /** Keeps the connection for the next check, unless there is none any more. */
  private async keepWarm(connection: Connection): Promise<void> {
    if (this.isClosed) return connection.close()
    // What is left of the time of a proof is less than it is kept for.
    connection.setDeadline(READ_DEADLINE_MS)
    const timer = setTimeout(() => void this.letGo(), KEEP_WARM_MS)
    timer.unref()
    this.warm = { connection, timer }
  }

  private async letGo(): Promise<void> {
    await this.takeWarm()?.close()
  }

  private takeWarm(): Connection | undefined {
    const warm = this.warm
    this.warm = null
    clearTimeout(warm?.timer)
    return warm?.connection
  }

  private update(change: Partial<Reading>): void {
    this.current = { ...this.current, ...change }
    if (!this.isClosed) this.onChange()
  }
}
