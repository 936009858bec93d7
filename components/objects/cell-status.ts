import type { CellAnswer } from '@/lib/services/grid-answer'
import type { StatusName } from '../status/statuses'

/** The word and shape of each status; null where there is nothing to say of an object. */
export const CELL_STATUS: Readonly<Record<CellAnswer['status'], StatusName | null>> = {
  equal: 'inSync',
  different: 'changed',
  missing: 'missing',
  extra: 'onlyHere',
  unknown: 'unknown',
  absent: null,
  notApplicable: null,
}
