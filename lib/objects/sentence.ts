/** A text with one full stop at its end: some messages bring theirs, others do not. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
