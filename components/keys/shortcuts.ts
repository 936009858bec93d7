/** One key, a chord such as `mod+k` (Ctrl, or ⌘ on a Mac), or two keys after each other such as `g o`. */
export interface Shortcut {
  readonly keys: string
  readonly label: string
  readonly group: 'Everywhere' | 'Go to' | 'Lists' | 'One comparison'
}

/** Every shortcut there is. A page answers to those whose handlers it gives; each has a button as well. */
export const SHORTCUTS = {
  help: { keys: '?', label: 'Show these shortcuts', group: 'Everywhere' },
  palette: { keys: 'mod+k', label: 'Find an object, a page or an action', group: 'Everywhere' },
  filter: { keys: '/', label: 'Search in the list', group: 'Everywhere' },
  check: { keys: 'r', label: 'Check all environments now', group: 'Everywhere' },
  goOverview: { keys: 'g o', label: 'Overview', group: 'Go to' },
  goCompare: { keys: 'g c', label: 'Compare', group: 'Go to' },
  goPolicies: { keys: 'g p', label: 'Policies', group: 'Go to' },
  goMigrations: { keys: 'g m', label: 'Migrations', group: 'Go to' },
  goEnvironments: { keys: 'g e', label: 'Environments', group: 'Go to' },
  goSettings: { keys: 'g s', label: 'Settings', group: 'Go to' },
  nextRow: { keys: 'j', label: 'Next object', group: 'Lists' },
  previousRow: { keys: 'k', label: 'Previous object', group: 'Lists' },
  nextColumn: { keys: 'l', label: 'Next environment', group: 'Lists' },
  previousColumn: { keys: 'h', label: 'Previous environment', group: 'Lists' },
  openRow: { keys: 'Enter', label: 'Open the difference', group: 'Lists' },
  showAll: { keys: 'a', label: 'Show everything, or differences only', group: 'Lists' },
  copyLink: { keys: 'c', label: 'Copy the link', group: 'Everywhere' },
  next: { keys: 'n', label: 'Next difference', group: 'One comparison' },
  previous: { keys: 'p', label: 'Previous difference', group: 'One comparison' },
  swap: { keys: 'x', label: 'Swap the sides', group: 'One comparison' },
  viewed: { keys: 'v', label: 'Mark as viewed', group: 'One comparison' },
  layout: { keys: 'u', label: 'Split or unified', group: 'One comparison' },
  properties: { keys: 'd', label: 'Properties or statements', group: 'One comparison' },
  copyStatement: { keys: 'y', label: 'Copy the statement', group: 'One comparison' },
  expand: { keys: 'e', label: 'Show unchanged lines', group: 'One comparison' },
} as const satisfies Record<string, Shortcut>

export type ShortcutId = keyof typeof SHORTCUTS

/** Whether a shortcut is only letters or signs, which speech input and slips may press by accident (WCAG 2.1.4). */
export function isSingleKey(id: ShortcutId): boolean {
  return !SHORTCUTS[id].keys.startsWith('mod+') && SHORTCUTS[id].keys !== 'Enter'
}
