import { KINDS_BY_NAME } from '../kinds/all'
import { objectId, parseObjectId } from '../objects/address'
import { attachedParts } from '../objects/attached'
import type { Difference } from '../objects/difference'
import { SEVERITIES, type Severity } from '../objects/kind'

/** A table with the differences that are its own or lie below it. */
export interface ChangedTable {
  readonly id: string
  readonly differences: readonly Difference[]
  /** The worst of them. */
  readonly severity: Severity
}

const TABLE_KINDS = ['table', 'foreign-table']

/** The tables that differ, in themselves or in anything that belongs to them; the most serious first. */
export function changedTables(differences: readonly Difference[]): ChangedTable[] {
  const byTable = new Map<string, Difference[]>()
  for (const difference of differences) {
    const id = tableIdOf(difference)
    if (id === null) continue
    byTable.set(id, [...(byTable.get(id) ?? []), difference])
  }
  return [...byTable]
    .map(([id, ofTable]) => ({ id, differences: ofTable, severity: worstOf(ofTable) }))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        b.differences.length - a.differences.length ||
        (a.id < b.id ? -1 : 1),
    )
}

/** The table an object is, or belongs to; null for what belongs to none. */
function tableIdOf({ kind, address, id, parent }: Difference): string | null {
  if (TABLE_KINDS.includes(kind)) return id
  const above = parent ? parseObjectId(parent) : undefined
  if (above && TABLE_KINDS.includes(above.kind)) return parent
  const known = KINDS_BY_NAME.get(kind)
  const on = known && attachedParts(known) > 0 ? attachedTo(address) : above
  if (!on) return null
  const [schema = '', table = ''] = on.address
  if (TABLE_KINDS.includes(on.kind)) return objectId({ kind: on.kind, address: [schema, table] })
  const isOfTable = KINDS_BY_NAME.get(on.kind)?.address[1] === 'table'
  return isOfTable ? objectId({ kind: 'table', address: [schema, table] }) : null
}

function attachedTo([kind = '', ...address]: readonly string[]) {
  return { kind, address }
}

function worstOf(differences: readonly Difference[]): Severity {
  return SEVERITIES.find((level) => differences.some(({ severity }) => severity === level)) ?? 'cosmetic'
}
