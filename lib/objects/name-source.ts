/** What the sentences of kinds call the side that is trusted: they are made for a pair, not for two names. */
const SOURCE = /\bthe source\b/g

/** A sentence of a kind, with the name of the side that is trusted in place of what kinds call it. */
export function nameSource(sentence: string, name: string): string {
  return sentence.replace(SOURCE, () => name)
}
