/** Something to know about finished work; never a reason to call two things equal. */
export interface Diagnostic {
  /** Stable word such as `unmodelledKind`, `busy`, `unreadableKind`, `changedDuringRead`. */
  readonly code: DiagnosticCode
  readonly message: string
  readonly kind?: string
  readonly count?: number
}

export type DiagnosticCode =
  | 'unmodelledKind'
  | 'unreadableKind'
  | 'unreadableNeeds'
  | 'maskedSecret'
  | 'busy'
  | 'changedDuringRead'
  | 'schemasSelected'
  | 'serverUnsupported'
  | 'notComparable'
  | 'serverVersionWording'
  | 'readByOtherVersion'

/** What tells that something of the kinds that can be read was not read, or not at one moment. */
const GAPS: readonly DiagnosticCode[] = [
  'busy',
  'changedDuringRead',
  'readByOtherVersion',
  'unreadableKind',
  'unreadableNeeds',
]

export function isGap({ code }: Diagnostic): boolean {
  return GAPS.includes(code)
}

/** What could not be compared in an environment, by kind. */
export interface BlindSpot {
  readonly kind: string
  /** `permission`: the role may not read it; `busy`: behind a lock; `failed`: the server answered with an error. */
  readonly reason: 'permission' | 'busy' | 'failed'
  /** How many objects; absent when not even the number could be read. */
  readonly count?: number
  readonly message: string
}
