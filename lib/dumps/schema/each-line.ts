import { Transform } from 'node:stream'

/** Hands over line by line, in latin1, and keeps what comes back. */
export function eachLine(change: (line: string) => string | null): Transform {
  let rest = ''
  const changed = (lines: readonly string[]) => {
    const kept = lines.flatMap((line) => change(line) ?? [])
    return kept.length === 0 ? Buffer.alloc(0) : Buffer.from(`${kept.join('\n')}\n`, 'latin1')
  }
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      done(null, changed(lines))
    },
    flush: (done) => done(null, rest === '' ? undefined : changed([rest])),
  })
}
