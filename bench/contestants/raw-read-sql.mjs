/** Objects that users made have OIDs from here on. */
const USER = 16384

const relation = `join pg_class c on c.oid = x.RELATION join pg_namespace n on n.oid = c.relnamespace`
const of = (column) => relation.replace('RELATION', column)

/**
 * The cheapest known way to read everything a comparison of schemas needs, with Postgres deparsing all of it: one
 * statement for each catalog, every row with names in place of OIDs. It is the measure the product is held against.
 * @param {number} major
 * @returns {[name: string, query: string][]}
 */
export function rawReadQueries(major) {
  const nullsNotDistinct = major >= 15 ? 'x.indnullsnotdistinct' : 'false'
  return [
    [
      'schemas',
      `select nspname, pg_get_userbyid(nspowner), nspacl from pg_namespace where oid >= ${USER} or nspname = 'public'`,
    ],
    [
      'relations',
      `select n.nspname, x.relname, x.relkind, pg_get_userbyid(x.relowner), x.relpersistence,
        x.relrowsecurity, x.relforcerowsecurity, x.relreplident, x.reloptions, x.relacl, m.amname, t.spcname,
        pg_get_expr(x.relpartbound, x.oid), case when x.relkind = 'p' then pg_get_partkeydef(x.oid) end
      from pg_class x join pg_namespace n on n.oid = x.relnamespace left join pg_am m on m.oid = x.relam
      left join pg_tablespace t on t.oid = x.reltablespace
      where x.oid >= ${USER} and x.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')`,
    ],
    [
      'columns',
      `select n.nspname, c.relname, x.attname, x.attnum, format_type(x.atttypid, x.atttypmod), x.attnotnull,
        x.attidentity, x.attgenerated, x.attcollation::regcollation, x.attstorage, x.attcompression, x.attstattarget,
        x.attacl, x.attoptions, x.attfdwoptions, x.attislocal
      from pg_attribute x ${of('attrelid')}
      where x.attnum > 0 and not x.attisdropped and c.oid >= ${USER} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')`,
    ],
    [
      'defaults',
      `select n.nspname, c.relname, x.adnum, pg_get_expr(x.adbin, x.adrelid)
      from pg_attrdef x ${of('adrelid')} where x.adrelid >= ${USER}`,
    ],
    [
      'constraints',
      `select n.nspname, c.relname, t.typname, x.conname, x.contype, x.convalidated, x.conislocal,
        x.connoinherit, pg_get_constraintdef(x.oid)
      from pg_constraint x join pg_namespace n on n.oid = x.connamespace
      left join pg_class c on c.oid = x.conrelid left join pg_type t on t.oid = x.contypid where x.oid >= ${USER}`,
    ],
    [
      'indexes',
      `select n.nspname, t.relname, c.relname, x.indisunique, x.indisvalid, x.indisclustered,
        x.indisreplident, ${nullsNotDistinct}, c.reloptions, pg_get_indexdef(x.indexrelid)
      from pg_index x ${of('indexrelid')} join pg_class t on t.oid = x.indrelid
      where x.indexrelid >= ${USER} and t.relkind <> 't'`,
    ],
    [
      'views',
      `select n.nspname, x.relname, pg_get_viewdef(x.oid) from pg_class x
      join pg_namespace n on n.oid = x.relnamespace where x.relkind in ('v', 'm') and x.oid >= ${USER}`,
    ],
    [
      'policies',
      `select n.nspname, c.relname, x.polname, x.polcmd, x.polpermissive,
        (select string_agg(pg_get_userbyid(r), ',') from unnest(x.polroles) r),
        pg_get_expr(x.polqual, x.polrelid), pg_get_expr(x.polwithcheck, x.polrelid)
      from pg_policy x ${of('polrelid')}`,
    ],
    [
      'triggers',
      `select n.nspname, c.relname, x.tgname, x.tgenabled, pg_get_triggerdef(x.oid)
      from pg_trigger x ${of('tgrelid')} where not x.tgisinternal`,
    ],
    [
      'rules',
      `select n.nspname, c.relname, x.rulename, x.ev_enabled, pg_get_ruledef(x.oid)
      from pg_rewrite x ${of('ev_class')} where x.oid >= ${USER} and x.rulename <> '_RETURN'`,
    ],
    [
      'routines',
      `select n.nspname, x.proname, pg_get_function_identity_arguments(x.oid), x.prokind, l.lanname,
        pg_get_userbyid(x.proowner), x.provolatile, x.proparallel, x.prosecdef, x.proleakproof, x.proisstrict,
        x.procost, x.prorows, x.proconfig, x.proacl, pg_get_function_arguments(x.oid), pg_get_function_result(x.oid),
        x.prosrc, x.probin, pg_get_function_sqlbody(x.oid)
      from pg_proc x join pg_namespace n on n.oid = x.pronamespace join pg_language l on l.oid = x.prolang
      where x.oid >= ${USER}`,
    ],
    [
      'aggregates',
      `select x.aggfnoid::regprocedure, x.aggkind, x.aggtransfn, x.aggfinalfn, x.aggcombinefn,
        x.aggtranstype::regtype, x.agginitval from pg_aggregate x where x.aggfnoid >= ${USER}`,
    ],
    [
      'types',
      `select n.nspname, x.typname, x.typtype, pg_get_userbyid(x.typowner), x.typacl, x.typnotnull,
        x.typdefault, case when x.typtype = 'd' then format_type(x.typbasetype, x.typtypmod) end,
        x.typcollation::regcollation
      from pg_type x join pg_namespace n on n.oid = x.typnamespace left join pg_class c on c.oid = x.typrelid
      where x.oid >= ${USER} and x.typcategory <> 'A' and (x.typrelid = 0 or c.relkind = 'c')`,
    ],
    [
      'enums',
      `select x.enumtypid::regtype, string_agg(x.enumlabel, ',' order by x.enumsortorder)
      from pg_enum x group by 1`,
    ],
    [
      'ranges',
      `select x.rngtypid::regtype, x.rngsubtype::regtype, x.rngcollation::regcollation, x.rngsubdiff,
        x.rngcanonical from pg_range x where x.rngtypid >= ${USER}`,
    ],
    [
      'sequences',
      `select n.nspname, c.relname, format_type(x.seqtypid, null), x.seqstart, x.seqincrement, x.seqmin,
        x.seqmax, x.seqcache, x.seqcycle, (select d.refobjid::regclass || '.' || d.refobjsubid from pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = x.seqrelid and d.deptype in ('a', 'i'))
      from pg_sequence x ${of('seqrelid')}`,
    ],
    ['parents', `select x.inhrelid::regclass, x.inhparent::regclass, x.inhseqno from pg_inherits x`],
    [
      'comments',
      `select x.classoid::regclass, x.objoid, x.objsubid, x.description from pg_description x
      where x.objoid >= ${USER}`,
    ],
    [
      'statistics',
      `select n.nspname, x.stxname, pg_get_userbyid(x.stxowner), pg_get_statisticsobjdef(x.oid)
      from pg_statistic_ext x join pg_namespace n on n.oid = x.stxnamespace`,
    ],
    [
      'publications',
      `select x.pubname, pg_get_userbyid(x.pubowner), x.puballtables, x.pubinsert, x.pubupdate,
        x.pubdelete, x.pubtruncate, x.pubviaroot from pg_publication x`,
    ],
    [
      'published tables',
      `select p.pubname, x.prrelid::regclass from pg_publication_rel x
      join pg_publication p on p.oid = x.prpubid`,
    ],
    [
      'default privileges',
      `select n.nspname, pg_get_userbyid(x.defaclrole), x.defaclobjtype, x.defaclacl
      from pg_default_acl x left join pg_namespace n on n.oid = x.defaclnamespace`,
    ],
    [
      'extensions',
      `select x.extname, n.nspname, x.extversion from pg_extension x
      join pg_namespace n on n.oid = x.extnamespace`,
    ],
    [
      'event triggers',
      `select x.evtname, x.evtevent, x.evtenabled, x.evttags, x.evtfoid::regproc from pg_event_trigger x`,
    ],
    [
      'collations',
      `select n.nspname, x.collname, x.collprovider, x.collcollate from pg_collation x
      join pg_namespace n on n.oid = x.collnamespace where x.oid >= ${USER}`,
    ],
    [
      'operators',
      `select x.oid::regoperator, x.oprcode, x.oprcom, x.oprnegate from pg_operator x where x.oid >= ${USER}`,
    ],
    [
      'search configurations',
      `select n.nspname, x.cfgname, m.maptokentype, m.mapseqno, m.mapdict::regdictionary
      from pg_ts_config x join pg_namespace n on n.oid = x.cfgnamespace join pg_ts_config_map m on m.mapcfg = x.oid
      where x.oid >= ${USER}`,
    ],
    [
      'foreign servers',
      `select x.srvname, w.fdwname, x.srvoptions, w.fdwoptions, x.srvacl from pg_foreign_server x
      join pg_foreign_data_wrapper w on w.oid = x.srvfdw`,
    ],
    [
      'foreign tables',
      `select x.ftrelid::regclass, s.srvname, x.ftoptions from pg_foreign_table x
      join pg_foreign_server s on s.oid = x.ftserver`,
    ],
    [
      'roles',
      `select rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
        rolbypassrls, rolconnlimit, rolconfig from pg_roles`,
    ],
    [
      'memberships',
      `select pg_get_userbyid(roleid), pg_get_userbyid(member), admin_option from pg_auth_members`,
    ],
  ]
}

/** All of it as a script for psql: one transaction, an empty search path, rows to standard output. */
export function rawReadScript(major) {
  const copies = rawReadQueries(major).map(([, query]) => `copy (${query.replace(/\s+/g, ' ')}) to stdout;`)
  return [
    'begin isolation level repeatable read, read only;',
    `set local search_path = '';`,
    'set local jit = off;',
    ...copies,
    'commit;',
    '',
  ].join('\n')
}
