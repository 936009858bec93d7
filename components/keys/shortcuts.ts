/**
 * The keys of every shortcut: one key, a chord such as `mod+k` (Ctrl, or ⌘ on a Mac), or two keys after each other such as
 * `g o`. A page answers to those whose handlers it gives; each has a button as well. What they are called stands in
 * shortcut-words.ts, which only the help needs.
 */
export const SHORTCUTS = {
  help: '?',
  palette: 'mod+k',
  filter: '/',
  check: 'r',
  goOverview: 'g o',
  goCompare: 'g c',
  goPolicies: 'g p',
  goMigrations: 'g m',
  goBackups: 'g b',
  goEnvironments: 'g e',
  goSettings: 'g s',
  nextRow: 'j',
  previousRow: 'k',
  nextColumn: 'l',
  previousColumn: 'h',
  openRow: 'Enter',
  showAll: 'a',
  copyLink: 'c',
  next: 'n',
  previous: 'p',
  swap: 'x',
  viewed: 'v',
  layout: 'u',
  properties: 'd',
  copyStatement: 'y',
  expand: 'e',
} as const

export type ShortcutId = keyof typeof SHORTCUTS

/** Whether a shortcut is only letters or signs, which speech input and slips may press by accident (WCAG 2.1.4). */
export function isSingleKey(id: ShortcutId): boolean {
  return !SHORTCUTS[id].startsWith('mod+') && SHORTCUTS[id] !== 'Enter'
}
