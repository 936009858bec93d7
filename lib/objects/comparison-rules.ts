import type { Kind } from './kind'
import type { Row } from './row'

/** What a comparison takes from the platform that the databases run on. */
export interface ComparisonRules {
  /** Whether an object is the platform's, not the team's. */
  readonly isPlatformObject: (kind: Kind, row: Row) => boolean
  /** Whether two owners are as good as one, such as two roles of the platform. */
  readonly isSameOwner: (source: string, target: string) => boolean
}

/** For databases of no platform: everything is the team's. */
export const NO_PLATFORM: ComparisonRules = {
  isPlatformObject: () => false,
  isSameOwner: (source, target) => source === target,
}
