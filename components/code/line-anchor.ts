/** One line of one side of a comparison; its text form stands in addresses. */
export interface LineAnchor {
  readonly side: 'source' | 'target'
  /** From 1. */
  readonly number: number
}

/** `target-12` for line 12 of the target. */
export function anchorText({ side, number }: LineAnchor): string {
  return `${side}-${number}`
}

/** The reverse of anchorText; null for any other text. */
export function parseAnchor(text: string | null): LineAnchor | null {
  const match = /^(source|target)-([1-9]\d{0,6})$/.exec(text ?? '')
  return match ? { side: match[1] as LineAnchor['side'], number: Number(match[2]) } : null
}

export function isSameAnchor(a: LineAnchor | null, b: LineAnchor | null): boolean {
  return a?.side === b?.side && a?.number === b?.number
}
