const MASK = '[secret]'

/**
 * A text that must not be shown: printing, logging, inspecting or serialising it gives `[secret]`.
 * `reveal()` is the only way to the text, so a search for that word finds every use.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return MASK
  }

  toJSON(): string {
    return MASK
  }

  [Symbol.toPrimitive](): string {
    return MASK
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK
  }
}

/** Values so widely known that hiding them would only make messages unreadable. */
const NOT_SECRET = new Set(['postgres', 'password', 'root', 'admin'])

/** Shorter values would match inside ordinary words. */
const SHORTEST_SECRET = 4

/** Texts that look like a secret whoever wrote them; the first group, where there is one, stays. */
const PATTERNS: readonly RegExp[] = [
  // The word that stands for a password in our own messages, as `user:password@host` does, is none.
  /(\bpostgres(?:ql)?:\/\/[^\s:/?#@'"]*:)(?!password@[^\s'"@]*(?![^\s'"]))[^\s'"]*(?=@)/gi,
  /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/?#@'"]*:)(?!password@[^\s'"@]*(?![^\s'"]))[^\s'"/]*(?=@)/gi,
  /(\b(?:pg)?(?:password|passwd|pwd|sslpassword)["']?\s*=\s*)(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s&;,'"]+)/gi,
  /("(?:password|passwd|pwd|secret)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
  /()\bsb_secret_[\w-]+/g,
  /()\bsbp_\w+/g,
  /()\beyJ[\w-]{8,}(?:\.[\w-]*){1,2}/g,
]

/**
 * The text with every given secret replaced by `[secret]`, also where it is percent-encoded, JSON-escaped or in
 * base64, and with everything replaced that looks like a password or an access key.
 */
export function redact(text: string, secrets: Iterable<Secret> = []): string {
  let result = text
  for (const spelling of spellings(secrets)) result = result.replaceAll(spelling, MASK)
  for (const pattern of PATTERNS) result = result.replace(pattern, `$1${MASK}`)
  return result
}

/** All spellings of the secrets, longest first so that none leaves the rest of a longer one behind. */
function spellings(secrets: Iterable<Secret>): string[] {
  const found = new Set<string>()
  for (const secret of secrets) {
    const plain = secret.reveal()
    if (plain.length < SHORTEST_SECRET || NOT_SECRET.has(plain)) continue
    for (const spelling of spellingsOf(plain)) found.add(spelling)
  }
  return [...found].sort((a, b) => b.length - a.length)
}

function spellingsOf(plain: string): string[] {
  const encoded = percentEncode(plain)
  return [
    plain,
    encoded,
    lowerHex(encoded),
    encodeURIComponent(plain.toWellFormed()),
    encodeURIComponent(plain.toWellFormed()).replaceAll('%20', '+'),
    JSON.stringify(plain).slice(1, -1),
    JSON.stringify(JSON.stringify(plain)).slice(3, -3),
    ...base64Spellings(plain),
  ]
}

/** Percent-encoding of everything that is not a letter or digit, as careful tools write it. */
function percentEncode(plain: string): string {
  return [...new TextEncoder().encode(plain)]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[A-Za-z0-9]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

function lowerHex(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())
}

/**
 * Base64 of the text alone, and the letters that stay the same wherever it stands inside a longer encoded text
 * (three alignments; the letters at both ends depend on the neighbours).
 */
function base64Spellings(plain: string): string[] {
  const bytes = new TextEncoder().encode(plain)
  const whole = toBase64(bytes)
  const inside = [0, 1, 2].map((offset) => {
    const shifted = new Uint8Array(offset + bytes.length)
    shifted.set(bytes, offset)
    const first = Math.ceil((offset * 8) / 6)
    const last = Math.floor((shifted.length * 8) / 6)
    return toBase64(shifted).slice(first, last)
  })
  const all = [whole, whole.replace(/=+$/, ''), ...inside].filter((text) => text.length >= SHORTEST_SECRET)
  return all.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')])
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
