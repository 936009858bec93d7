import type { DemoServer } from './build'
import type { Planted } from './planted/plant'

/** An object as these queries see it: its fields by name. */
type CatalogObject = Readonly<Record<string, unknown>>

/** The objects of a database by kind and address. */
export type Catalog = ReadonlyMap<string, CatalogObject>

export type CatalogDifference = Pick<Planted, 'kind' | 'address' | 'status' | 'fields'>

const relation = 'pg_class c join pg_namespace n on n.oid = c.relnamespace'
const isOurs = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select from pg_depend d where d.objid = %.oid and d.deptype = 'e')`
const ours = (alias: string) => isOurs.replace('%', alias)

const constraint = (type: string) => `
  select array[n.nspname, c.relname, k.conname] as address, jsonb_build_object(
    'isValid', k.convalidated, 'onDelete', k.confdeltype,
    'expression', regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID| ON DELETE \\w+', '', 'g')) as fields
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype = '${type}' and k.conparentid = 0 and ${ours('c')}`

/**
 * Plain catalog queries, one a kind, written without the product's own: `address` as in lib/kinds, and `fields` named
 * alike where something was planted.
 */
const queries: Readonly<Record<string, string>> = {
  schema: `
    select array[n.nspname] as address, jsonb_build_object('owner', n.nspowner::regrole) as fields
    from pg_namespace n where ${ours('n')}`,
  table: `
    select array[n.nspname, c.relname] as address, jsonb_build_object(
      'rowSecurity', c.relrowsecurity, 'forceRowSecurity', c.relforcerowsecurity, 'replicaIdentity', c.relreplident,
      'owner', c.relowner::regrole, 'partition', pg_get_expr(c.relpartbound, c.oid), 'options', c.reloptions,
      'columnOrder', (select jsonb_agg(attname order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped)) as fields
    from ${relation} where c.relkind in ('r', 'p') and ${ours('c')}`,
  column: `
    select array[n.nspname, c.relname, a.attname] as address, jsonb_build_object(
      'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull, 'expression', pg_get_expr(d.adbin, d.adrelid),
      'identity', a.attidentity, 'generated', a.attgenerated, 'storage', a.attstorage, 'compression', a.attcompression,
      'collation', a.attcollation) as fields
    from ${relation} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p', 'f') and ${ours('c')}`,
  'primary-key': constraint('p'),
  'unique-constraint': constraint('u'),
  'foreign-key': constraint('f'),
  'check-constraint': constraint('c'),
  'exclusion-constraint': constraint('x'),
  index: `
    select array[n.nspname, t.relname, c.relname] as address, jsonb_build_object(
      'isValid', i.indisvalid, 'predicate', pg_get_expr(i.indpred, i.indrelid),
      'definition', split_part(regexp_replace(pg_get_indexdef(c.oid), 'INDEX \\S+', 'INDEX'), ' WHERE ', 1)) as fields
    from ${relation} join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid
    where ${ours('c')} and not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))`,
  view: `
    select array[n.nspname, c.relname] as address, jsonb_build_object(
      'query', pg_get_viewdef(c.oid), 'options', c.reloptions, 'owner', c.relowner::regrole) as fields
    from ${relation} where c.relkind = 'v' and ${ours('c')}`,
  'materialized-view': `
    select array[n.nspname, c.relname] as address, jsonb_build_object(
      'query', pg_get_viewdef(c.oid), 'isPopulated', c.relispopulated, 'owner', c.relowner::regrole) as fields
    from ${relation} where c.relkind = 'm' and ${ours('c')}`,
  sequence: `
    select array[n.nspname, c.relname] as address, jsonb_build_object(
      'cache', s.seqcache, 'rest', array[s.seqstart, s.seqincrement, s.seqmax, s.seqmin], 'owner', c.relowner::regrole) as fields
    from ${relation} join pg_sequence s on s.seqrelid = c.oid where ${ours('c')}`,
  function: `
    select array[n.nspname, p.proname, oidvectortypes(p.proargtypes)] as address, jsonb_build_object(
      'body', p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), ''), 'settings', p.proconfig, 'owner', p.proowner::regrole,
      'securityDefiner', p.prosecdef, 'volatility', p.provolatile, 'result', pg_get_function_result(p.oid)) as fields
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours('p')}`,
  trigger: `
    select array[n.nspname, c.relname, g.tgname] as address, jsonb_build_object(
      'enabled', g.tgenabled, 'definition', pg_get_triggerdef(g.oid)) as fields
    from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not g.tgisinternal`,
  'event-trigger': `
    select array[evtname::text] as address, jsonb_build_object('enabled', evtenabled, 'tags', evttags) as fields
    from pg_event_trigger`,
  rule: `
    select array[n.nspname, c.relname, r.rulename] as address, jsonb_build_object('definition', pg_get_ruledef(r.oid)) as fields
    from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
    where r.rulename <> '_RETURN' and ${ours('c')}`,
  enum: `
    select array[n.nspname, t.typname] as address,
      jsonb_build_object('labels', jsonb_agg(e.enumlabel order by e.enumsortorder)) as fields
    from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace n on n.oid = t.typnamespace group by 1`,
  'composite-type': `
    select array[n.nspname, c.relname] as address, jsonb_build_object('attributes', jsonb_agg(
      a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum)) as fields
    from ${relation} join pg_type t on t.oid = c.reltype join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where c.relkind = 'c' and ${ours('t')} group by 1`,
  'range-type': `
    select array[n.nspname, t.typname] as address, jsonb_build_object('subtype', r.rngsubtype::regtype) as fields
    from pg_range r join pg_type t on t.oid = r.rngtypid join pg_namespace n on n.oid = t.typnamespace where ${ours('t')}`,
  domain: `
    select array[n.nspname, t.typname] as address,
      jsonb_build_object('base', format_type(t.typbasetype, t.typtypmod), 'notNull', t.typnotnull) as fields
    from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and ${ours('t')}`,
  'domain-constraint': `
    select array[n.nspname, t.typname, k.conname] as address,
      jsonb_build_object('expression', pg_get_constraintdef(k.oid)) as fields
    from pg_constraint k join pg_type t on t.oid = k.contypid join pg_namespace n on n.oid = t.typnamespace
    where k.contype = 'c' and ${ours('t')}`,
  policy: `
    select array[schemaname, tablename, policyname] as address, jsonb_build_object('command', cmd, 'type', permissive,
      'roles', roles, 'using', qual, 'withCheck', with_check) as fields
    from pg_policies`,
  grant: `
    select array[case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized-view' else 'table' end,
      n.nspname, c.relname, '', x.grantee::regrole::text, ''] as address,
      jsonb_build_object('privileges', jsonb_agg(x.privilege_type order by x.privilege_type)) as fields
    from ${relation}, aclexplode(c.relacl) x where x.grantee <> c.relowner and ${ours('c')} group by 1
    union all
    select array['column', n.nspname, c.relname, a.attname, x.grantee::regrole::text, ''],
      jsonb_build_object('privileges', jsonb_agg(x.privilege_type order by x.privilege_type))
    from ${relation} join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) x where ${ours('c')} group by 1
    union all
    select array['function', n.nspname, p.proname, oidvectortypes(p.proargtypes), x.grantee::regrole::text, ''],
      jsonb_build_object('privileges', jsonb_agg(x.privilege_type))
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) x
    where x.grantee <> p.proowner and ${ours('p')} group by 1
    union all
    select array['schema', n.nspname, '', '', x.grantee::regrole::text, ''], jsonb_build_object('privileges', jsonb_agg(x.privilege_type order by x.privilege_type))
    from pg_namespace n, aclexplode(n.nspacl) x where ${ours('n')} group by 1`,
  'default-privilege': `
    select array[d.defaclrole::regrole::text, n.nspname,
        case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' else 'functions' end, x.grantee::regrole::text] as address,
      jsonb_build_object('privileges', jsonb_agg(x.privilege_type order by x.privilege_type)) as fields
    from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) x group by 1`,
  publication: `
    select array[pubname::text] as address, jsonb_build_object('owner', pubowner::regrole, 'all', puballtables) as fields from pg_publication`,
  'publication-member': `
    select array[p.pubname, n.nspname, c.relname] as address,
      jsonb_build_object('columns', m.prattrs, 'filter', pg_get_expr(m.prqual, m.prrelid)) as fields
    from ${relation} join pg_publication_rel m on m.prrelid = c.oid join pg_publication p on p.oid = m.prpubid`,
  extension: `
    select array[e.extname::text] as address, jsonb_build_object('version', e.extversion, 'schema', e.extnamespace::regnamespace) as fields
    from pg_extension e`,
  comment: `
    select array[case i.type when 'table column' then 'column' else i.type end]
        || (i.object_names || i.object_args || array['', ''])[1:3] as address,
      jsonb_build_object('text', d.description) as fields
    from pg_description d, pg_identify_object_as_address(d.classoid, d.objoid, d.objsubid) i
    where d.objoid >= 16384 and i.type <> 'extension'
      and not exists (select from pg_depend e where e.objid = d.objoid and e.deptype = 'e')`,
  statistics: `
    select array[n.nspname, s.stxname] as address, jsonb_build_object('definition', pg_get_statisticsobjdef(s.oid)) as fields
    from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace`,
  'text-search-configuration': `
    select array[n.nspname, g.cfgname] as address, jsonb_build_object('mappings', jsonb_agg(
      m.maptokentype || ' ' || m.mapdict::regdictionary order by m.maptokentype, m.mapseqno)) as fields
    from pg_ts_config g join pg_namespace n on n.oid = g.cfgnamespace join pg_ts_config_map m on m.mapcfg = g.oid
    where ${ours('g')} group by 1`,
  'foreign-server': `
    select array[srvname::text] as address, jsonb_build_object('options', srvoptions) as fields from pg_foreign_server`,
  'user-mapping': `
    select array[srvname::text, usename::text] as address, jsonb_build_object('options', umoptions) as fields from pg_user_mappings`,
  'role-setting': `
    select array[r.setrole::regrole::text, 'this database', split_part(s, '=', 1)] as address, jsonb_build_object('value', split_part(s, '=', 2)) as fields
    from pg_db_role_setting r join pg_database d on d.oid = r.setdatabase, unnest(r.setconfig) s
    where d.datname = current_database() and r.setrole <> 0`,
  'database-setting': `
    select array[split_part(s, '=', 1)] as address, jsonb_build_object('value', split_part(s, '=', 2)) as fields
    from pg_db_role_setting r join pg_database d on d.oid = r.setdatabase, unnest(r.setconfig) s
    where d.datname = current_database() and r.setrole = 0`,
}

/** Everything in a database that these queries see, by kind and address. */
export async function readCatalog(server: DemoServer, url: string): Promise<Catalog> {
  const parts = Object.entries(queries).map(
    ([kind, query]) => `select '${kind}' as kind, to_jsonb(q.address) as address, q.fields from (${query}) q`,
  )
  const rows = await server.exec(url, ["set search_path = ''", parts.join('\nunion all\n')])
  return new Map(rows.map((row) => [JSON.stringify([row.kind, row.address]), row.fields as CatalogObject]))
}

/** What is not the same in two catalogs. Columns count as reordered only when those that both have are. */
export function catalogDifferences(source: Catalog, target: Catalog): CatalogDifference[] {
  return [...new Set([...source.keys(), ...target.keys()])].flatMap((key): CatalogDifference[] => {
    const [kind, address] = JSON.parse(key) as [string, string[]]
    const [from, to] = [source.get(key), target.get(key)]
    if (!to) return [{ kind, address, status: 'sourceOnly', fields: [] }]
    if (!from) return [{ kind, address, status: 'targetOnly', fields: [] }]
    const fields = Object.keys(from).filter((name) => !isSame(from[name], to[name], name))
    return fields.length > 0 ? [{ kind, address, status: 'different', fields }] : []
  })
}

function isSame(from: unknown, to: unknown, name: string): boolean {
  if (name !== 'columnOrder') return JSON.stringify(from) === JSON.stringify(to)
  const [left, right] = [from as string[], to as string[]]
  const common = (list: string[], other: string[]) => list.filter((item) => other.includes(item)).join()
  return common(left, right) === common(right, left)
}
