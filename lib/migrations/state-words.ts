import type { StandingState } from './standing'

/** How a migration stands, as people say it: a word for tables, and what it means. */
export const STATE_WORDS: Readonly<
  Record<StandingState, { readonly word: string; readonly meaning: string }>
> = {
  applied: { word: 'Applied', meaning: 'is recorded there, and its file is what ran as far as can be told' },
  pending: { word: 'Pending', meaning: 'runs there at the next deploy' },
  outOfOrder: { word: 'Out of order', meaning: 'did not run there, although later ones did' },
  edited: { word: 'Edited', meaning: 'ran there with other text than its file has now' },
  missingFile: { word: 'No file', meaning: 'is recorded there, and no folder has its file' },
  otherVersion: {
    word: 'Other version',
    meaning: 'is recorded there under another version, so that its tool takes it for two',
  },
  failed: { word: 'Failed', meaning: 'broke off there' },
  partial: { word: 'Partly ran', meaning: 'broke off there after some of its statements' },
  running: { word: 'Running', meaning: 'is running there, or was when its process ended' },
  rolledBack: { word: 'Rolled back', meaning: 'failed there and was marked as undone' },
  baseline: { word: 'Baseline', meaning: 'counts as applied there because the record begins after it' },
  skipped: { word: 'Skipped', meaning: 'was passed over there on purpose' },
  notRecordedByTool: { word: 'Not recorded', meaning: 'belongs to a tool that keeps no record there' },
  absent: { word: '–', meaning: 'is not recorded there, and has no file' },
  noRecord: { word: 'No record', meaning: 'the environment records no migrations at all' },
  unknown: {
    word: 'Unknown',
    meaning: 'cannot be told: the record there could not be read, or names only a place that no file has',
  },
}
