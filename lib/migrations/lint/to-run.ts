import type { StandingState } from '../standing'

/** How migrations stand that a deploy would run: the tool runs them next, or again. */
export const TO_RUN: readonly StandingState[] = ['pending', 'outOfOrder', 'failed', 'rolledBack']
