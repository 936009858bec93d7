/** A stretch of text that is either safe to show or one character that would mislead the eye. */
export interface TextPart {
  readonly text: string
  readonly isHidden: boolean
}

// Controls, format characters (bidirectional overrides, zero-width joiners and spaces, soft hyphens), line and
// paragraph separators, private use, unassigned and lone surrogates; spaces other than the usual one; variation
// selectors; and letters that are drawn as nothing at all.
const HIDDEN =
  '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}\\p{Cs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180d\\u2800' +
  '\\u3164\\ufe00-\\ufe0f\\uffa0\\u{e0100}-\\u{e01ef}]|(?! )\\p{Zs}'
// An emoji sequence needs its joiners and selectors, and shows them.
const EMOJI = '(?:\\p{Emoji_Presentation}|\\p{Emoji}\\ufe0f)'
const EMOJI_SEQUENCE = `${EMOJI}(?:\\p{Emoji_Modifier}|\\u200d${EMOJI})*`
const NOTABLE = new RegExp(`(?<shown>${EMOJI_SEQUENCE})|${HIDDEN}`, 'gu')

export interface SplitOptions {
  /** Characters to let through, such as the newline and tab of a function's body. */
  readonly allowed?: string
}

/** Splits a text so that everything invisible or reordering can be shown as its code point. */
export function splitHidden(text: string, { allowed = '' }: SplitOptions = {}): TextPart[] {
  const parts: TextPart[] = []
  let plainFrom = 0
  const endPlainAt = (index: number) => {
    if (index > plainFrom) parts.push({ text: text.slice(plainFrom, index), isHidden: false })
  }
  for (const match of text.matchAll(NOTABLE)) {
    const [found] = match
    if (match.groups?.shown !== undefined || allowed.includes(found)) continue
    endPlainAt(match.index)
    parts.push({ text: escapeCharacter(found), isHidden: true })
    plainFrom = match.index + found.length
  }
  endPlainAt(text.length)
  return parts
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u00a0': 'NBSP' }

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return NAMED[character] ?? `U+${code}`
}
