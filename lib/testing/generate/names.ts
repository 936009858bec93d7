import type { Random } from './random'

/** Names that users may give and programs mistake: quotes, comments, format marks, reserved words, other scripts. */
const HOSTILE = [
  'Mixed Case',
  'quo"te',
  "apos'trophe",
  'semi;colon',
  'dash -- comment',
  '/* star */',
  'per%cent %s',
  'back\\slash',
  'tab\there',
  'line\nbreak',
  'dot.dot',
  ' lead',
  'trail ',
  '$$ dollars $1',
  '{a,"b"}',
  '[0]',
  ':name',
  'NULL',
  'select',
  'user',
  'json',
  'system_user',
  'merge_action',
  '__proto__',
  'constructor',
  'na\u00efve',
  'nai\u0308ve',
  '\u{1f600} smile',
  '\u05e9\u05dc\u05d5\u05dd',
  '\u202eright to left',
  '\u8868',
  'zero\u200bwidth',
]

/** The longest name a server keeps, in bytes. */
const LONGEST = 63

/** Hands out names that no other object of the schema has, ordinary and hostile ones. */
export class Names {
  private readonly used = new Set<string>()
  private count = 0

  constructor(private readonly random: Random) {}

  /** A name that needs no quotes, such as `orders_7`. */
  plain(word: string): string {
    return this.take(`${word}_${++this.count}`)
  }

  /** An ordinary name, or one that programs mistake, or one as long as names can be. */
  any(word: string): string {
    if (this.random.chance(60)) return this.plain(word)
    if (this.random.chance(20)) return this.long()
    const name = this.random.pick(HOSTILE)
    return this.used.has(name) ? this.take(`${name} ${++this.count}`) : this.take(name)
  }

  private long(): string {
    const start = `${++this.count} long`
    const filling = this.random.pick(['x', '\u00e9', '\u8868', '\u{1f600}'])
    const room = Math.floor((LONGEST - start.length) / Buffer.byteLength(filling))
    return this.take((start + filling.repeat(room)).padEnd(start.length + room * filling.length, 'x'))
  }

  private take(name: string): string {
    this.used.add(name)
    return name
  }
}

/** A name in quotes, as every statement here has it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text constant. */
export function textConstant(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
