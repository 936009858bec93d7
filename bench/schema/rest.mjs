import { isPartitioned, qualified, schemaOf, tableName } from './names.mjs'

/** Views, functions and rarer objects that belong to the number of a table; most numbers have none. */
export function restUnits(i) {
  return [...views(i), ...functions(i), ...rare(i)]
}

function views(i) {
  const found = []
  if (i % 5 === 0) {
    found.push(`create view ${schemaOf(i)}.open_${i} with (security_invoker = true) as
      select r.id, r.title, r.status, r.quantity * 2 as doubled, u.email
      from ${qualified(i)} r left join auth.users u on u.id = r.owner_id where r.status <> 'closed';
      comment on view ${schemaOf(i)}.open_${i} is 'What is still open, ${i}';`)
  }
  if (i % 50 === 1) {
    found.push(`create materialized view ${schemaOf(i)}.totals_${i} as
      select tenant_id, count(*) as records, sum(quantity) as quantity from ${qualified(i)} group by tenant_id;
      create unique index totals_${i}_tenant on ${schemaOf(i)}.totals_${i} (tenant_id);`)
  }
  return found
}

function functions(i) {
  const found = []
  if (i % 5 === 1) {
    found.push(`create function ${schemaOf(i)}.close_${i}(target bigint, reason text default 'done') returns boolean
      language plpgsql volatile security definer set search_path = '' as $f$
      begin
        update ${qualified(i)} set status = 'closed', updated_at = now() where id = target;
        if not found then raise exception 'no record %: %', target, reason; end if;
        return true;
      end $f$;
      comment on function ${schemaOf(i)}.close_${i}(bigint, text) is 'Closes one record, ${i}';`)
  }
  if (i % 10 === 2) {
    found.push(`create function ${schemaOf(i)}.count_${i}(tenant uuid) returns bigint language sql stable
      begin atomic select count(*) from ${qualified(i)} r where r.tenant_id = tenant; end;
      revoke all on function ${schemaOf(i)}.count_${i}(uuid) from public;`)
  }
  if (i % 100 === 3) {
    found.push(`create function ${schemaOf(i)}.add_${i}(a numeric, b numeric) returns numeric language sql immutable
      as $f$ select coalesce(a, 0) + coalesce(b, 0) $f$;
      create aggregate ${schemaOf(i)}.total_${i}(numeric) (
        sfunc = ${schemaOf(i)}.add_${i}, stype = numeric, initcond = '0');`)
  }
  return found
}

function rare(i) {
  const found = []
  if (i % 20 === 4) {
    found.push(
      `create statistics ${schemaOf(i)}.stats_${i} (ndistinct, dependencies) on tenant_id, status from ${qualified(i)};`,
    )
  }
  if (i % 20 === 6 && !isPartitioned(i))
    found.push(`alter publication bench_changes add table ${qualified(i)};`)
  if (i % 100 === 7) {
    found.push(
      `create rule keep_${i} as on delete to ${qualified(i)} where old.status = 'closed' do instead nothing;`,
    )
  }
  if (i % 100 === 8) {
    found.push(`create foreign data wrapper wrapper_${i} options (debug 'false');
      create server server_${i} foreign data wrapper wrapper_${i} options (host 'db${i}.example');
      create foreign table ${schemaOf(i)}.remote_${i} (id bigint options (key 'true'), name text)
        server server_${i} options (table_name '${tableName(i)}');`)
  }
  if (i % 100 === 9) {
    found.push(`create text search configuration ${schemaOf(i)}.search_${i} (copy = simple);`)
  }
  if (i % 500 === 9) {
    found.push(
      `create operator ${schemaOf(i)}.<+> (leftarg = numeric, rightarg = numeric, function = numeric_add);`,
    )
  }
  return found
}
