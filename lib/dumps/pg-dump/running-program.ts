import type { Readable } from 'node:stream'

/** How a run of pg_dump came to its end. */
export interface ProgramEnd {
  /** Null where it was killed or could not go on. */
  readonly code: number | null
  /** What it said on its standard error, its last 256 kB. */
  readonly words: string
}

/** A pg_dump that runs. */
export interface RunningProgram {
  /** What it writes; ends when it has written everything or is gone. */
  readonly output: Readable
  /** Never rejects. */
  readonly ended: Promise<ProgramEnd>
  /** Ends it at once; `ended` follows. */
  kill(): void
}

const MOST_WORDS = 1 << 18
/** A failed query can name all tables there are. */
const LONGEST_LINE = 2000

/** Gathers what a program says line by line. */
export class ProgramWords {
  #text = ''
  #unfinished = ''

  constructor(private readonly onLine: (line: string) => void) {}

  get text(): string {
    return this.#text + this.#unfinished
  }

  add(text: string): void {
    const lines = (this.#unfinished + text).split('\n')
    this.#unfinished = (lines.pop() ?? '').slice(-MOST_WORDS)
    for (const line of lines) {
      this.#text = `${this.#text}${line}\n`.slice(-MOST_WORDS)
      this.onLine(line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line)
    }
  }
}
