/** How far one phase of a job is, by counted bytes and a clock that only goes forward. */
export interface PhaseProgress {
  readonly bytes: number
  readonly bytesPerSecond: number | null
  /** From and to, in seconds; null while nothing honest can be said. */
  readonly secondsLeft: readonly [number, number] | null
}

/** Nothing is said of the time that is left before a phase has run so long, in milliseconds. */
const SILENT_MS = 5_000

/** The rate is that of so long ago until now, in milliseconds. */
const WINDOW_MS = 10_000

/** Samples closer together than this are one, in milliseconds. */
const SAMPLE_MS = 250

/** How much wider than what was measured a range is: rates of the past are only a hint of those to come. */
const DOUBT = 1.2

interface Sample {
  readonly at: number
  readonly bytes: number
}

/** Measures one phase. Times are in milliseconds of `now`, which must never go back. */
export class PhaseMeter {
  private samples: Sample[]
  private readonly startedAt: number
  private bytes = 0

  constructor(private readonly now: () => number = () => performance.now()) {
    this.startedAt = now()
    this.samples = [{ at: this.startedAt, bytes: 0 }]
  }

  /** Notes how many bytes there are by now, in all. */
  note(total: number): void {
    this.bytes = Math.max(this.bytes, total)
    const at = this.now()
    const last = this.samples.at(-1) as Sample
    if (at - last.at < SAMPLE_MS) return
    this.samples.push({ at, bytes: this.bytes })
    // The newest of those that are too old stays, as the beginning of the window.
    while (this.samples.length > 2 && at - (this.samples[1] as Sample).at >= WINDOW_MS) this.samples.shift()
  }

  /** @param expectedBytes what the phase will come to; null where nobody knows. */
  read(expectedBytes: number | null): PhaseProgress {
    const at = this.now()
    const elapsed = at - this.startedAt
    const first = this.samples[0] as Sample
    const recent = rate(this.bytes - first.bytes, at - first.at)
    const overall = rate(this.bytes, elapsed)
    const isTold = elapsed >= SILENT_MS && expectedBytes !== null && this.bytes < expectedBytes
    return {
      bytes: this.bytes,
      bytesPerSecond: elapsed < SAMPLE_MS || recent === 0 ? null : Math.round(recent),
      secondsLeft:
        isTold && recent > 0 && overall > 0 ? rangeLeft(expectedBytes - this.bytes, recent, overall) : null,
    }
  }
}

function rate(bytes: number, ms: number): number {
  return ms > 0 ? (bytes * 1000) / ms : 0
}

/** As far apart as the rates of just now and of the whole time, and a little further. */
function rangeLeft(bytes: number, recent: number, overall: number): [number, number] {
  const fast = Math.max(recent, overall) * DOUBT
  const slow = Math.min(recent, overall) / DOUBT
  return [Math.floor(bytes / fast), Math.ceil(bytes / slow)]
}
