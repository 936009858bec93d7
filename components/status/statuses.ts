/** Every status a cell, an object or an environment can have: its word, its colour, its frame. */
export const STATUSES = {
  inSync: { word: 'In sync', tone: 'text-ok', frame: 'plain', meaning: 'the same as in the reference' },
  differs: { word: 'Differs', tone: 'text-changed', frame: 'plain', meaning: 'holds objects that differ' },
  changed: {
    word: 'Changed',
    tone: 'text-changed',
    frame: 'plain',
    meaning: 'exists, with another definition',
  },
  missing: { word: 'Missing', tone: 'text-missing', frame: 'plain', meaning: 'exists in the reference only' },
  onlyHere: {
    word: 'Only here',
    tone: 'text-extra',
    frame: 'plain',
    meaning: 'does not exist in the reference',
  },
  pending: {
    word: 'Pending',
    tone: 'text-pending',
    frame: 'plain',
    meaning: 'comes with a migration not run yet',
  },
  unknown: {
    word: 'Unknown',
    tone: 'text-unknown',
    frame: 'hatch',
    meaning: 'was not read, so it may differ',
  },
  unreachable: {
    word: 'Unreachable',
    tone: 'text-unknown',
    frame: 'hatchBar',
    meaning: 'the environment did not answer',
  },
  notReadable: {
    word: 'Not readable',
    tone: 'text-unknown',
    frame: 'hatch',
    meaning: 'the role may not read it; not counted as missing',
  },
  expected: {
    word: 'Expected',
    tone: 'text-expected',
    frame: 'strike',
    meaning: 'differs, and a rule accepts it',
  },
  running: { word: 'Checking…', tone: 'text-running', frame: 'plain', meaning: 'is being read now' },
  failed: { word: 'Failed', tone: 'text-missing', frame: 'plain', meaning: 'ended with an error' },
} as const satisfies Record<string, StatusLook>

export type StatusName = keyof typeof STATUSES

interface StatusLook {
  readonly word: string
  readonly tone: string
  /** `hatch` marks what is not known; `hatchBar` adds a bar for a whole environment; `strike` a struck word. */
  readonly frame: 'plain' | 'hatch' | 'hatchBar' | 'strike'
  readonly meaning: string
}
