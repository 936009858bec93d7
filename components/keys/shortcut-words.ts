import type { ShortcutId } from './shortcuts'

interface ShortcutWords {
  readonly label: string
  readonly group: 'Everywhere' | 'Go to' | 'Lists' | 'One comparison'
}

/** What each shortcut does, and among which it is told. */
export const SHORTCUT_WORDS: Readonly<Record<ShortcutId, ShortcutWords>> = {
  help: { label: 'Show these shortcuts', group: 'Everywhere' },
  palette: { label: 'Find an object, a page or an action', group: 'Everywhere' },
  filter: { label: 'Search in the list', group: 'Everywhere' },
  check: { label: 'Check all environments now', group: 'Everywhere' },
  goOverview: { label: 'Overview', group: 'Go to' },
  goCompare: { label: 'Compare', group: 'Go to' },
  goPolicies: { label: 'Policies', group: 'Go to' },
  goMigrations: { label: 'Migrations', group: 'Go to' },
  goBackups: { label: 'Backups', group: 'Go to' },
  goEnvironments: { label: 'Environments', group: 'Go to' },
  goSettings: { label: 'Settings', group: 'Go to' },
  nextRow: { label: 'Next object', group: 'Lists' },
  previousRow: { label: 'Previous object', group: 'Lists' },
  nextColumn: { label: 'Next environment', group: 'Lists' },
  previousColumn: { label: 'Previous environment', group: 'Lists' },
  openRow: { label: 'Open the difference', group: 'Lists' },
  showAll: { label: 'Show everything, or differences only', group: 'Lists' },
  copyLink: { label: 'Copy the link', group: 'Everywhere' },
  next: { label: 'Next difference', group: 'One comparison' },
  previous: { label: 'Previous difference', group: 'One comparison' },
  swap: { label: 'Swap the sides', group: 'One comparison' },
  viewed: { label: 'Mark as viewed', group: 'One comparison' },
  layout: { label: 'Split or unified', group: 'One comparison' },
  properties: { label: 'Properties or statements', group: 'One comparison' },
  copyStatement: { label: 'Copy the statement', group: 'One comparison' },
  expand: { label: 'Show unchanged lines', group: 'One comparison' },
}
