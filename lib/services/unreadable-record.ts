import { labelOf } from '../migrations/findings/context'
import type { Histories } from '../migrations/history'

/** Why the first of the records that are there and could not be read was not; null where all were read. */
export function unreadableRecord(records: Pick<Histories, 'unreadable'> | null): string | null {
  const [first] = records?.unreadable ?? []
  if (!first) return null
  return `Its record of ${labelOf(first.tool)} in ${first.schema}.${first.table} could not be read. ${first.reason}`
}
