import type { Cause } from '@/lib/objects/difference'

export const CAUSE_WORDS: Record<Cause, { readonly word: string; readonly meaning: string }> = {
  pendingMigration: { word: 'Pending', meaning: 'It comes with a migration that has not run there yet.' },
  handMade: { word: 'Made by hand', meaning: 'No migration does this: somebody, or another tool, did.' },
  recordedButAbsent: {
    word: 'Recorded, not in effect',
    meaning: 'A migration is recorded there, and what it does is not there.',
  },
  presentButUnrecorded: {
    word: 'In effect, not recorded',
    meaning: 'What a migration does is there, and the migration is not recorded.',
  },
  editedAfterApply: {
    word: 'Edited after it ran',
    meaning: 'The file was changed after the migration had run there.',
  },
  missingFile: {
    word: 'Migration without a file',
    meaning: 'It comes from a recorded migration that no folder holds.',
  },
  otherTool: {
    word: 'Another tool',
    meaning: 'It comes with a migration of a tool that keeps no record there.',
  },
  recordTable: { word: 'A tool’s record', meaning: 'A migration tool keeps its record in it.' },
  defaultPrivilegeAge: {
    word: 'Age of the project',
    meaning: 'The platform gave new objects other rights when this project was made.',
  },
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
