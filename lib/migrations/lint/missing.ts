import type { Deploy, Place } from './deploy'
import type { RuleFinding } from './rule'

/** That something is needed and not there. @param what in words, up to `is not there` @param later where it is made too late */
export function missing(what: string, later: Place | null, target: string): RuleFinding {
  return {
    severity: 'high',
    message: `${what} when this runs in ${target}, so the deploy fails here.`,
    why: later
      ? `It is made only later, in ${later.path}:${later.line}.`
      : `No pending file makes it, and ${target} does not have it: it was made by hand elsewhere, or a file that was marked as applied never ran.`,
    instead: later
      ? 'Bring the two into order.'
      : `Find out what makes it elsewhere, and put that into a file before this one.`,
  }
}

const told = new WeakMap<Deploy, Map<string, number>>()

/** Once it failed for want of something, no later statement that needs it runs. */
export function isToldBefore(label: string, at: number, deploy: Deploy): boolean {
  const places = told.get(deploy) ?? new Map<string, number>()
  told.set(deploy, places)
  const first = places.get(label) ?? at
  places.set(label, first)
  return first < at
}
