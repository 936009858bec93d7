import type { Change, Judgement, Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { roleName } from '../sql/fragments'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Says of an extension in a replay that something of ours stands in for it, in no version; see shadow/hand-over.sql. */
const STAND_IN = 'stand-in'

/**
 * Extensions, plpgsql included: every database is born with it, and it can be dropped; it belongs to whoever made the
 * server, which is not told. Their members are theirs and no objects of their own.
 */
export const extension: Kind = {
  name: 'extension',
  label: { one: 'extension', many: 'extensions' },
  address: ['name'],
  fields: [
    {
      name: 'version',
      label: 'Version',
      severity: 'medium',
      role: 'extensionVersion',
      equal: (source, target) => source === STAND_IN || target === STAND_IN,
    },
    { name: 'schema', label: 'Schema', severity: 'high', hazards: ['breaksQueries'], qualifies: true },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['offeredVersion', 'needs'],
  query: () => sql`
    select e.extname as name, e.extversion as version, n.nspname as schema,
      case when e.extname <> 'plpgsql' then ${roleName(sql`e.extowner`)} end as owner,
      offer.default_version as "offeredVersion", ${needs(sql`pg_extension`, sql`e.oid`)} as needs
    from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace
    left join pg_available_extensions() offer on offer.name = e.extname`,
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  judge,
  ddl: (row) =>
    `CREATE EXTENSION ${quoteName(text(row, 'name'))} SCHEMA ${quoteName(text(row, 'schema'))}` +
    ` VERSION ${quoteText(text(row, 'version'))};`,
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source) return { hazards: ['deletesData', 'breaksQueries'] }
  if (!target) return {}
  const sentences = [
    ...(fields.includes('version') ? [versionMeaning(source, target)] : []),
    ...(fields.includes('schema') ? [schemaMeaning(source, target)] : []),
  ]
  return sentences.length > 0 ? { meaning: sentences.join(' ') } : {}
}

function schemaMeaning({ schema: wanted }: Row, { schema: found }: Row): string {
  return `Its types, functions and operators are in ${found} here and in ${wanted} in the source, and are named so wherever they are used.`
}

function versionMeaning(source: Row, target: Row): string {
  const meaning = `Version ${target.version} is installed here and ${source.version} in the source`
  const offered = target.offeredVersion
  return offered ? `${meaning}; the server offers ${offered}.` : `${meaning}.`
}
