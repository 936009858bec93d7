import type { EntryState, HistoryEntry } from './history'

/** An entry of which no more is recorded than what is given. */
export function entry(known: Partial<HistoryEntry> & { readonly key: string }): HistoryEntry {
  return {
    version: null,
    name: null,
    state: 'applied' satisfies EntryState,
    appliedAt: null,
    appliedBy: null,
    durationMs: null,
    checksum: null,
    content: null,
    error: null,
    environment: null,
    ...known,
  }
}
