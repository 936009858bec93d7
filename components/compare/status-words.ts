import type { DifferenceStatus } from '@/lib/objects/difference'
import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import type { StatusName } from '../status/statuses'

/** Both sides by the names people know them by. */
export interface SideNames {
  readonly source: string
  readonly target: string
}

/** The shape and word of each status. */
export const STATUS_NAMES: Readonly<Record<DifferenceStatus | 'equal', StatusName>> = {
  different: 'changed',
  sourceOnly: 'missing',
  targetOnly: 'onlyHere',
  unknown: 'unknown',
  equal: 'inSync',
}

/** A status in words that need no other: which side has what. */
export function statusInWords(status: ComparedObjectAnswer['status'], { source, target }: SideNames): string {
  switch (status) {
    case 'different':
      return 'Changed'
    case 'sourceOnly':
      return `Missing in ${target}`
    case 'targetOnly':
      return `Only in ${target}`
    case 'unknown':
      return 'Unknown'
    case 'equal':
      return `The same in ${source} and ${target}`
    default:
      return 'Cannot be compared'
  }
}
