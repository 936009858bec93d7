import type { Kind } from '../objects/kind'
import { text } from '../objects/row'
import { describedObjects } from '../sql/described'
import { quoteName, quoteText } from '../sql/display'
import { sql } from '../sql/sql'
import { describedObject, surroundingRelation } from './described-object'
import { objectWords } from './object-words'

/** Labels by which a module such as sepgsql or an anonymizer treats objects; labels of roles belong to the roles. */
export const securityLabel: Kind = {
  name: 'security-label',
  label: { one: 'security label', many: 'security labels' },
  address: ['onKind', 'first', 'second', 'third', 'provider'],
  fields: [{ name: 'label', label: 'Label', severity: 'high' }],
  details: ['relationKind', 'target'],
  isPresent: sql`exists (select from pg_seclabel) or exists (select from pg_shseclabel)`,
  query: () =>
    describedObjects(sql`
      select classoid, objoid, objsubid, provider, label from pg_seclabel
      union all
      select classoid, objoid, 0, provider, label from pg_shseclabel
      where classoid = 'pg_database'::regclass
        and objoid = (select oid from pg_database where datname = current_database())`),
  parent: describedObject,
  requires: surroundingRelation,
  missing: 'high',
  extra: 'high',
  ddl: (row) =>
    `SECURITY LABEL FOR ${quoteName(text(row, 'provider'))} ON ${objectWords(row)} IS ${quoteText(text(row, 'label'))};`,
}
