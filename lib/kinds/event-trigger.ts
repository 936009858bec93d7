import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName, quoteText } from '../sql/display'
import { isUserMade, roleName } from '../sql/fragments'
import { functionName } from '../sql/names'
import { sql } from '../sql/sql'
import { firing } from '../sql/triggers'
import { ENABLE, judgeSwitchedOff } from './trigger'

/** Event triggers: functions that run when somebody changes the schema, or signs in. */
export const eventTrigger: Kind = {
  name: 'event-trigger',
  label: { one: 'event trigger', many: 'event triggers' },
  address: ['name'],
  fields: [
    { name: 'event', label: 'Event', severity: 'high' },
    { name: 'tags', label: 'Commands', text: 'list', severity: 'high' },
    { name: 'function', label: 'Function', severity: 'high' },
    { name: 'enabled', label: 'Fires', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['functionSchema', 'functionName'],
  isPresent: sql`exists (select from pg_event_trigger)`,
  query: () => sql`
    select e.evtname as name, e.evtevent as event,
      case when e.evttags is not null then
        (select json_agg(tag order by tag collate "C")::text from unnest(e.evttags) tag) end as tags,
      ${functionName(sql`e.evtfoid`)} as function, ${firing(sql`e.evtenabled`)} as enabled,
      ${roleName(sql`e.evtowner`)} as owner,
      fn.nspname as "functionSchema", f.proname as "functionName"
    from pg_event_trigger e
    join pg_proc f on f.oid = e.evtfoid
    join pg_namespace fn on fn.oid = f.pronamespace
    where ${isUserMade(sql`e.oid`, sql`pg_event_trigger`)}`,
  requires: (row) => [
    { kind: 'function', address: [text(row, 'functionSchema'), text(row, 'functionName'), ''] },
  ],
  pairsByDefinition: true,
  otherName: { severity: 'low', meaning: 'Event triggers fire in the order of their names.' },
  missing: 'high',
  extra: 'high',
  judge: ({ source, target, fields }) => {
    const off = judgeSwitchedOff(source, target, 'event trigger')
    if (off) return off
    if (!target)
      return {
        meaning: `${text(source as Row, 'function')} does not run here on ${text(source as Row, 'event')}.`,
      }
    if (!source) return { meaning: `Only here ${text(target, 'function')} runs on ${text(target, 'event')}.` }
    return fields.includes('enabled') && text(target, 'enabled') === 'disabled'
      ? { meaning: 'The event trigger is switched off here.' }
      : {}
  },
  ddl,
}

function ddl(row: Row): string {
  const name = quoteName(text(row, 'name'))
  const tags = listValue(row.tags).map(quoteText)
  const create = [
    `CREATE EVENT TRIGGER ${name} ON ${text(row, 'event')}`,
    ...(tags.length > 0 ? [`  WHEN TAG IN (${tags.join(', ')})`] : []),
    `  EXECUTE FUNCTION ${qualifiedName(text(row, 'functionSchema'), text(row, 'functionName'))}();`,
  ].join('\n')
  const enable = ENABLE[text(row, 'enabled')]
  return enable ? `${create}\nALTER EVENT TRIGGER ${name} ${enable};` : create
}
