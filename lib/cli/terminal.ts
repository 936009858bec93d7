import { splitHidden } from '../objects/hidden-characters'
import { EXIT } from './exit-code'

/** Where a verb writes: answers to `out`, progress and errors to `err`. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly paint: Paint
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue'
export type Paint = (style: Style, text: string) => string

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  blue: [34, 39],
}

/** The terminal of this process: coloured only where a person looks and has not asked for plain text. */
export function processTerminal(): Terminal {
  // Whoever read may have seen enough, as `| head` has; what was found out is in the exit code all the same.
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return
    process.stderr.write(`error: the answer could not be written: ${message}\n`)
    process.exit(EXIT.trouble)
  })
  process.stderr.on('error', () => {
    // Nobody is left to be told.
  })
  const isColoured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    paint: isColoured
      ? (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`
      : (_, text) => text,
  }
}

/** A text from a database that can neither steer the terminal nor mislead the eye; newlines stay only where asked. */
export function safe(text: string, allowed = ''): string {
  return splitHidden(text, { allowed })
    .map((part) => (part.isHidden ? `<${part.text}>` : part.text))
    .join('')
}
