import { KINDS_BY_NAME } from '../../kinds/all'
import type { Difference } from '../../objects/difference'
import type { Kind } from '../../objects/kind'
import { findObject, findRows, type Snapshot } from '../../objects/snapshot'

/** What default privileges call the objects that a grant is on. */
export const PRIVILEGE_TYPES: Readonly<Record<string, string>> = {
  table: 'tables',
  view: 'tables',
  'materialized-view': 'tables',
  'foreign-table': 'tables',
  sequence: 'sequences',
  function: 'functions',
  aggregate: 'functions',
}

const [GRANT, DEFAULT] = ['grant', 'default-privilege'].map((name) => KINDS_BY_NAME.get(name) as Kind)

/**
 * Whether a grant is on a member of an extension, to a role that default privileges give it to. In a replay another role
 * makes the members of an extension, for which no default privileges are set, so that this is nobody's handwork.
 * @param snapshot of the environment.
 */
export function isGivenToExtension({ kind, address, status }: Difference, snapshot: Snapshot): boolean {
  if (kind !== 'grant' || status !== 'targetOnly') return false
  if (!findObject(snapshot, GRANT as Kind, { kind, address })?.extension) return false
  const [onKind = '', schema, , , grantee] = address
  return findRows(snapshot, DEFAULT as Kind, []).some(
    (row) =>
      row.objectType === PRIVILEGE_TYPES[onKind] &&
      row.grantee === grantee &&
      (!row.schema || row.schema === schema),
  )
}
