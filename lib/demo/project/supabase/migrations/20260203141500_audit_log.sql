-- An audit trail, one partition a month, and a guard that refuses tables without row level security.
create table public.audit_events (
  id bigint generated always as identity,
  tenant_id uuid not null,
  actor_id uuid,
  action text not null,
  entity text not null,
  entity_id uuid,
  payload jsonb not null default '{}',
  occurred_at timestamptz not null,
  primary key (id, occurred_at)
) partition by range (occurred_at);
create index audit_events_tenant_id_idx on public.audit_events (tenant_id, occurred_at desc);
create index audit_events_payload_idx on public.audit_events using gin (payload jsonb_path_ops);
alter table public.audit_events alter column payload set compression pglz;

create table public.audit_events_default partition of public.audit_events default;
create table public.audit_events_2026_09 partition of public.audit_events
  for values from ('2026-09-01 00:00:00+00') to ('2026-10-01 00:00:00+00');
create table public.audit_events_2026_10 partition of public.audit_events
  for values from ('2026-10-01 00:00:00+00') to ('2026-11-01 00:00:00+00');
create table public.audit_events_2026_11 partition of public.audit_events
  for values from ('2026-11-01 00:00:00+00') to ('2026-12-01 00:00:00+00');
create table public.audit_events_2026_12 partition of public.audit_events
  for values from ('2026-12-01 00:00:00+00') to ('2027-01-01 00:00:00+00');

alter table public.audit_events enable row level security;
alter table public.audit_events_default enable row level security;
alter table public.audit_events_2026_09 enable row level security;
alter table public.audit_events_2026_10 enable row level security;
alter table public.audit_events_2026_11 enable row level security;
alter table public.audit_events_2026_12 enable row level security;
create policy "Admins read the audit trail" on public.audit_events
  for select to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));

create function private.audit_payment() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.audit_events (tenant_id, actor_id, action, entity, entity_id, payload, occurred_at)
  select n.tenant_id, auth.uid(), lower(tg_op), tg_table_name, n.id, jsonb_build_object('amount', n.amount), n.created_at
  from new_rows n;
  return null;
end;
$$;
create trigger payments_audit after insert on public.payments
  referencing new table as new_rows
  for each statement execute function private.audit_payment();

create function private.require_row_security() returns event_trigger
language plpgsql
set search_path = ''
as $$
declare
  made record;
begin
  for made in
    select objid, object_identity from pg_event_trigger_ddl_commands()
    where command_tag = 'CREATE TABLE' and schema_name = 'public'
  loop
    if not (select relrowsecurity from pg_catalog.pg_class where oid = made.objid) then
      raise notice 'Remember: alter table % enable row level security', made.object_identity;
    end if;
  end loop;
end;
$$;
create event trigger require_row_security on ddl_command_end
  when tag in ('CREATE TABLE')
  execute function private.require_row_security();
