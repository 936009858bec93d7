import { HUB_STEP, isPartitioned, qualified, tableName } from './names.mjs'
import { randomFrom } from './random.mjs'

/** Statements for all that hangs on a table: keys to others, indexes, policies, triggers, comments, grants. */
export function attachmentUnit(i, tables) {
  return [
    foreignKeys(i, tables),
    ...indexes(i),
    ...policies(i),
    ...triggers(i),
    ...comments(i),
    ...grants(i),
  ].join('\n')
}

function foreignKeys(i, tables) {
  const hubs = Math.ceil(tables / HUB_STEP)
  const hub = randomFrom(i + 7).below(hubs) * HUB_STEP
  const action = ['cascade', 'restrict', 'set null', 'no action'][i % 4]
  return `alter table ${qualified(i)}
    add constraint ${tableName(i)}_hub foreign key (hub_id) references ${qualified(hub)} (id) on delete ${action},
    add constraint ${tableName(i)}_owner foreign key (owner_id) references auth.users (id) on delete set null;`
}

function indexes(i) {
  const [on, name] = [qualified(i), tableName(i)]
  const found = [`create index ${name}_tenant on ${on} (tenant_id, created_at desc);`]
  if (i % 3 === 0) found.push(`create index ${name}_hub on ${on} (hub_id) include (quantity, title);`)
  else found.push(`create index ${name}_hub on ${on} (hub_id);`)
  if (i % 2 === 0) found.push(`create index ${name}_owner on ${on} (owner_id);`)
  if (i % 4 === 1) found.push(`create index ${name}_lower_title on ${on} (lower(title));`)
  if (i % 3 === 2) found.push(`create index ${name}_open on ${on} (updated_at) where status <> 'closed';`)
  if (i % 6 === 1)
    found.push(`create index ${name}_search on ${on} using gin (title extensions.gin_trgm_ops);`)
  if (i % 4 === 0 && !isPartitioned(i)) {
    found.push(`alter table ${on} add constraint ${name}_unique unique (tenant_id, title);`)
  }
  return found
}

function policies(i) {
  const on = qualified(i)
  return [
    `alter table ${on} enable row level security;`,
    `create policy tenant_read on ${on} for select to authenticated
      using (tenant_id in (select m.tenant_id from public.memberships m where m.user_id = (select auth.uid())));`,
    `create policy owner_write on ${on} for update to authenticated
      using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()) and quantity < ${1000 + i});`,
    `create policy admin_all on ${on} to service_role using (public.has_role(tenant_id, 'admin'));`,
  ]
}

function triggers(i) {
  const on = qualified(i)
  const found = [
    `create trigger set_updated_at before update on ${on} for each row execute function public.touch();`,
  ]
  if (i % 5 === 0) {
    found.push(
      `create trigger record_status after update of status on ${on} for each row
        when (old.status is distinct from new.status) execute function public.record_change();`,
    )
  }
  return found
}

function comments(i) {
  const on = qualified(i)
  const found = [
    `comment on table ${on} is 'Records of sort ${i}; one row per ${tableName(i).split('_')[1]}';`,
  ]
  if (i % 2 === 0)
    found.push(`comment on column ${on}.status is 'Where the record ${i} stands: it''s set by people';`)
  if (i % 10 === 0) found.push(`comment on column ${on}.tenant_id is E'Tab\\tand newline\\nin a comment';`)
  return found
}

function grants(i) {
  const found = []
  if (i % 9 === 0) found.push(`revoke all on ${qualified(i)} from anon;`)
  if (i % 13 === 0) found.push(`grant update (title, status) on ${qualified(i)} to app_reader;`)
  return found
}
