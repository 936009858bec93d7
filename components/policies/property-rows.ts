import type { PropertyAnswer } from '@/lib/services/table-policies-answer'
import type { PropertyRow } from '../objects/property-grid'

/** Properties as the grid lays them out; what an environment lacks has no value at all. */
export function propertyRows(properties: readonly PropertyAnswer[]): PropertyRow[] {
  return properties.map(({ field, values, isAbsent, isDifferent }) => ({
    field,
    values: values.map((value, i) => (isAbsent[i] ? undefined : value)),
    isDifferent,
  }))
}
