import type { DumpProgress } from '../dumps/dump-record'
import { PhaseMeter } from '../jobs/progress'

/** How often those who watch are told, in milliseconds. */
const TELL_MS = 250

/** Follows a dump from phase to phase. `onChange` is told at most four times a second, and at each new phase. */
export class DumpMeter {
  private phase: DumpProgress['phase'] = 'connect'
  private meter = new PhaseMeter()
  private expectedBytes: number | null = null
  private doing: string | null = null
  private toldAt = 0

  constructor(private readonly onChange: (progress: DumpProgress) => void) {}

  /** @param expectedBytes what the phase will come to; null where nobody knows. */
  begin(phase: DumpProgress['phase'], expectedBytes: number | null = null): void {
    this.phase = phase
    this.meter = new PhaseMeter()
    this.expectedBytes = expectedBytes
    this.doing = null
    this.tell(true)
  }

  /** Notes how many bytes the phase has by now. */
  bytes(total: number): void {
    this.meter.note(total)
    this.tell(false)
  }

  /** Notes what is being done, such as `public.events`. */
  at(doing: string | null): void {
    this.doing = doing
    this.tell(false)
  }

  read(): DumpProgress {
    const { phase, expectedBytes, doing } = this
    return { phase, expectedBytes, at: doing, ...this.meter.read(expectedBytes) }
  }

  private tell(isDue: boolean): void {
    const now = performance.now()
    if (!isDue && now - this.toldAt < TELL_MS) return
    this.toldAt = now
    this.onChange(this.read())
  }
}
