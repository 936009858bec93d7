import type { Cause } from '@/lib/objects/difference'

export const CAUSE_WORDS: Record<Cause, { readonly word: string; readonly meaning: string }> = {
  nameOnly: { word: 'Name only', meaning: 'The same definition under another name.' },
  ownerOnly: { word: 'Owner only', meaning: 'The same definition, owned by another role.' },
  orderOnly: { word: 'Order only', meaning: 'The same parts in another order.' },
  extensionVersion: { word: 'Extension version', meaning: 'Another version of an extension is installed.' },
  platformObject: {
    word: 'Platform object',
    meaning: 'Owned by the platform or an extension, not by the team.',
  },
  unknown: { word: 'No known cause', meaning: 'The two snapshots alone do not tell why.' },
}

/** Why an object differs, with the sentence behind the word on hover. */
export function CauseBadge({ cause }: { cause: Cause }) {
  const { word, meaning } = CAUSE_WORDS[cause]
  return (
    <span
      title={meaning}
      data-cause={cause}
      className="framed inline-block whitespace-nowrap rounded-sm border border-border px-1.5 py-0.5 text-muted text-xs"
    >
      {word}
      <span className="sr-only">: {meaning}</span>
    </span>
  )
}
