import type { ObjectRef } from '../../objects/address'
import type { Space } from './effect'

/** Where the names of objects are unique among each other, for those that hang on others. */
const SPACES: Readonly<Record<string, Space>> = {
  table: 'relation',
  'foreign-table': 'relation',
  view: 'relation',
  'materialized-view': 'relation',
  index: 'relation',
  function: 'function',
  policy: 'policy',
  trigger: 'trigger',
  column: 'column',
  'foreign-key': 'constraint',
  'check-constraint': 'constraint',
  domain: 'type',
  'composite-type': 'type',
}

/** An object by its space, schema and name, as `Effect` has them; null for one whose space is not known. */
export function placeOf({
  kind,
  address,
}: ObjectRef): { space: Space; schema: string; name: readonly string[] } | null {
  const space = SPACES[kind]
  const [schema = '', ...name] = address
  if (!space) return null
  // An index has its table's schema, and a name among all relations there.
  return { space, schema, name: space === 'relation' ? name.slice(-1) : name }
}
