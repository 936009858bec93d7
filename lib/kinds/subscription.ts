import type { Kind, Servers } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { isUserMade, roleName, UNREADABLE } from '../sql/fragments'
import { shownConnection } from '../sql/secrets'
import { sql } from '../sql/sql'

const CONNECTION = 'pg_subscription.subconninfo'

/**
 * Subscriptions of this database. Where they connect to is shown without its secrets, and only to roles that may read
 * it; how far one has got is data and never read.
 */
export const subscription: Kind = {
  name: 'subscription',
  label: { one: 'subscription', many: 'subscriptions' },
  address: ['name'],
  fields: [
    { name: 'isEnabled', label: 'Enabled', text: 'yesNo', severity: 'high' },
    { name: 'publications', label: 'Publications', text: 'list', severity: 'high' },
    { name: 'connection', label: 'Connection', severity: 'medium', conceals: true },
    { name: 'slot', label: 'Replication slot', severity: 'medium' },
    { name: 'isBinary', label: 'Binary', text: 'yesNo', severity: 'low' },
    { name: 'streaming', label: 'Streaming', severity: 'low', equal: isStreamingDefault },
    { name: 'synchronousCommit', label: 'Synchronous commit', severity: 'low' },
    { name: 'isTwoPhase', label: 'Two-phase commit', text: 'yesNo', severity: 'medium' },
    { name: 'stopsOnError', label: 'Disabled on error', text: 'yesNo', severity: 'medium' },
    { name: 'origin', label: 'Origin', severity: 'medium' },
    { name: 'needsPassword', label: 'Password required', text: 'yesNo', severity: 'low' },
    // Before 16 changes were always applied with the owner's rights, and that could not be chosen.
    { name: 'runsAsOwner', label: 'Runs as owner', text: 'yesNo', severity: 'medium', equal: isBefore(16) },
    { name: 'failsOver', label: 'Slot follows a failover', text: 'yesNo', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  restrictedColumns: [CONNECTION],
  query: ({ major, readable }) => sql`
    select s.subname as name, s.subenabled as "isEnabled",
      (select json_agg(p order by p collate "C")::text from unnest(s.subpublications) p) as publications,
      ${readable.has(CONNECTION) ? shownConnection(sql`s.subconninfo`) : sql`'${UNREADABLE}'`} as connection,
      s.subslotname as slot, s.subbinary as "isBinary",
      case s.substream::text when 't' then 'on' when 'true' then 'on' when 'p' then 'parallel' else 'off' end as streaming,
      s.subsynccommit as "synchronousCommit",
      ${major >= 15 ? sql`s.subtwophasestate <> 'd'` : sql`false`} as "isTwoPhase",
      ${major >= 15 ? sql`s.subdisableonerr` : sql`false`} as "stopsOnError",
      ${major >= 16 ? sql`s.suborigin` : sql`'any'`} as origin,
      ${major >= 16 ? sql`s.subpasswordrequired` : sql`true`} as "needsPassword",
      ${major >= 16 ? sql`s.subrunasowner` : sql`null`} as "runsAsOwner",
      ${major >= 17 ? sql`s.subfailover` : sql`false`} as "failsOver",
      ${roleName(sql`s.subowner`)} as owner
    from pg_subscription s
    where s.subdbid = (select oid from pg_database where datname = current_database())
      and ${isUserMade(sql`s.oid`, sql`pg_subscription`)}`,
  missing: 'high',
  extra: 'high',
  ddl,
}

function isBefore(major: number) {
  return (_source: string | null, _target: string | null, { source, target }: Servers) =>
    Math.min(source.major, target.major) < major
}

/** A subscription that says nothing about it streams in parallel since 18, and not at all before. */
function isStreamingDefault(source: string | null, target: string | null, servers: Servers): boolean {
  const isDefault = (value: string | null, major: number) => value === (major >= 18 ? 'parallel' : 'off')
  return isDefault(source, servers.source.major) && isDefault(target, servers.target.major)
}

function ddl(row: Row): string {
  const options = [
    'connect = false',
    `slot_name = ${row.slot ? quoteText(row.slot) : 'NONE'}`,
    `streaming = ${text(row, 'streaming')}`,
    `synchronous_commit = ${quoteText(text(row, 'synchronousCommit'))}`,
    ...(isTrue(row, 'isBinary') ? ['binary = true'] : []),
    ...(isTrue(row, 'isTwoPhase') ? ['two_phase = true'] : []),
    ...(isTrue(row, 'stopsOnError') ? ['disable_on_error = true'] : []),
    ...(text(row, 'origin') === 'any' ? [] : [`origin = ${text(row, 'origin')}`]),
    ...(isTrue(row, 'runsAsOwner') ? ['run_as_owner = true'] : []),
    ...(isTrue(row, 'needsPassword') ? [] : ['password_required = false']),
    ...(isTrue(row, 'failsOver') ? ['failover = true'] : []),
  ]
  const name = quoteName(text(row, 'name'))
  return [
    `CREATE SUBSCRIPTION ${name} CONNECTION ${quoteText(text(row, 'connection'))}`,
    `  PUBLICATION ${listValue(row.publications).map(quoteName).join(', ')}`,
    `  WITH (${options.join(', ')});`,
    ...(isTrue(row, 'isEnabled') ? [`ALTER SUBSCRIPTION ${name} ENABLE;`] : []),
  ].join('\n')
}
