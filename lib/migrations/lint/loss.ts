import type { Severity } from '../../objects/kind'
import type { Weight } from './size'

/** How serious it is to lose what is in a table of this weight; what is not known may be much. */
export function lossSeverity(weight: Weight): Severity {
  return weight === 'empty' ? 'low' : 'critical'
}
