import { endOfToken, skipComment } from '../../sql/lexer'

/** How the statements begin that pg_dump writes beside COPY, SELECT and INSERT, which are looked at more closely. */
const WRITTEN =
  /^(?:set|reset|comment\s+on|grant|revoke|security\s+label|refresh\s+materialized\s+view|create|alter|begin|commit|drop\s+[^;]*?\bif\s+exists)\b/i

/** What concerns a whole server or another database, and is in no dump of one. */
const OF_SERVER =
  /^(?:alter\s+system|(?:create|alter|drop)\s+(?:database|tablespace)|(?:set|alter\s+\w+\s+\S+\s+set)\s+(?:local_preload_libraries|session_preload_libraries)|set\s+(?:session\s+authorization|role))\b/i

const FROM_STDIN = /^copy\s+[\s\S]*\sfrom\s+stdin\b(?![\s\S]*\bprogram\b)/i

/** The functions that pg_dump calls. */
const CALLS =
  /^select\s+pg_catalog\.(?:set_config|setval|lo_create|lo_open|lowrite|lo_close)\s*(\([\s\S]*\))$/i
const ROWS = /^insert\s+into\s+[\s\S]*?\bvalues\s*(\([\s\S]*\))$/i

/**
 * Why a statement is not run, for people, or null where pg_dump may have written it. A dump holds code of the database
 * it came from, which is one more reason to run nothing that a dump does not need: programs, files, blocks of code.
 */
export function whyRefused(statement: string): string | null {
  if (OF_SERVER.test(statement)) return 'it concerns the whole server or another role'
  if (/^copy\b/i.test(statement)) {
    return FROM_STDIN.test(statement) ? null : 'it reads or writes a file or runs a program'
  }
  const values = (CALLS.exec(statement) ?? ROWS.exec(statement))?.[1]
  if (values !== undefined) return isOfValues(values) ? null : 'it calls functions'
  return WRITTEN.test(statement) ? null : 'no dump holds such a statement'
}

const VALUE = /^(?:'[\s\S]*'|[eEbBxX]'[\s\S]*'|\d[\w.]*|null|true|false|default|e[+-]?\d+|[(),.+-])$/i

/** Whether brackets hold nothing but texts, numbers and the like. */
function isOfValues(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const skipped = skipComment(text, at)
    if (skipped > at || /\s/.test(text[at] as string)) {
      at = Math.max(skipped, at + 1)
      continue
    }
    const end = endOfValue(text, at)
    if (!VALUE.test(text.slice(at, end))) return false
    at = end
  }
  return true
}

/** The lexer takes the letter before a text of bits for a word. */
function endOfValue(text: string, at: number): number {
  const end = endOfToken(text, at)
  const isBits = /^[bx]$/i.test(text.slice(at, end)) && text[end] === "'"
  return isBits ? endOfToken(text, end) : end
}
