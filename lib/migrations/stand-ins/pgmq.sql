create schema if not exists pgmq;
create table if not exists pgmq.meta (
  queue_name text primary key, is_partitioned boolean not null default false, is_unlogged boolean not null default false,
  created_at timestamptz not null default now()
);
do $$ begin
  create type pgmq.message_record as (
    msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb, headers jsonb
  );
  create type pgmq.queue_record as (
    queue_name text, is_partitioned boolean, is_unlogged boolean, created_at timestamptz
  );
  create type pgmq.metrics_result as (
    queue_name text, queue_length bigint, newest_msg_age_sec integer, oldest_msg_age_sec integer, total_messages bigint,
    scrape_time timestamptz
  );
exception when duplicate_object then null;
end $$;
create or replace function pgmq.create(queue_name text) returns void language plpgsql as $$
begin
  execute format('create table if not exists pgmq.%I (msg_id bigint generated always as identity primary key,
    read_ct integer not null default 0, enqueued_at timestamptz not null default now(),
    vt timestamptz not null default now(), message jsonb, headers jsonb)', 'q_' || lower(queue_name));
  execute format('create table if not exists pgmq.%I (msg_id bigint primary key, read_ct integer not null default 0,
    enqueued_at timestamptz not null default now(), archived_at timestamptz not null default now(), vt timestamptz,
    message jsonb, headers jsonb)', 'a_' || lower(queue_name));
  insert into pgmq.meta (queue_name) values (queue_name) on conflict do nothing;
end
$$;
create or replace function pgmq.create_non_partitioned(queue_name text) returns void language plpgsql as $$
begin
  perform pgmq.create(queue_name);
end
$$;
create or replace function pgmq.create_unlogged(queue_name text) returns void language plpgsql as $$
begin
  perform pgmq.create(queue_name);
  execute format('alter table pgmq.%I set unlogged', 'q_' || lower(queue_name));
  update pgmq.meta m set is_unlogged = true where m.queue_name = create_unlogged.queue_name;
end
$$;
create or replace function pgmq.send(queue_name text, msg jsonb, delay integer default 0) returns setof bigint
language plpgsql as $$
begin
  return query execute format('insert into pgmq.%I (message) values ($1) returning msg_id', 'q_' || lower(queue_name))
    using msg;
end
$$;
create or replace function pgmq.send_batch(queue_name text, msgs jsonb[], delay integer default 0) returns setof bigint
language plpgsql as $$
begin
  return query execute format('insert into pgmq.%I (message) select unnest($1) returning msg_id',
    'q_' || lower(queue_name)) using msgs;
end
$$;
create or replace function pgmq.read(queue_name text, vt integer, qty integer, conditional jsonb default '{}')
returns setof pgmq.message_record language sql as $$ select null::pgmq.message_record where false $$;
create or replace function pgmq.read_with_poll(
  queue_name text, vt integer, qty integer, max_poll_seconds integer default 5, poll_interval_ms integer default 100,
  conditional jsonb default '{}'
) returns setof pgmq.message_record language sql as $$ select null::pgmq.message_record where false $$;
create or replace function pgmq.pop(queue_name text) returns setof pgmq.message_record
language sql as $$ select null::pgmq.message_record where false $$;
create or replace function pgmq.set_vt(queue_name text, msg_id bigint, vt integer) returns setof pgmq.message_record
language sql as $$ select null::pgmq.message_record where false $$;
create or replace function pgmq.archive(queue_name text, msg_id bigint) returns boolean
language sql as $$ select true $$;
create or replace function pgmq.archive(queue_name text, msg_ids bigint[]) returns setof bigint
language sql as $$ select unnest(msg_ids) $$;
create or replace function pgmq.delete(queue_name text, msg_id bigint) returns boolean language sql as $$ select true $$;
create or replace function pgmq.delete(queue_name text, msg_ids bigint[]) returns setof bigint
language sql as $$ select unnest(msg_ids) $$;
create or replace function pgmq.purge_queue(queue_name text) returns bigint language sql as $$ select 0::bigint $$;
create or replace function pgmq.list_queues() returns setof pgmq.queue_record language sql as $$
  select queue_name, is_partitioned, is_unlogged, created_at from pgmq.meta
$$;
create or replace function pgmq.metrics(queue_name text) returns pgmq.metrics_result
language sql as $$ select null::pgmq.metrics_result $$;
create or replace function pgmq.metrics_all() returns setof pgmq.metrics_result
language sql as $$ select null::pgmq.metrics_result where false $$;
create or replace function pgmq.drop_queue(queue_name text) returns boolean language plpgsql as $$
begin
  execute format('drop table if exists pgmq.%I, pgmq.%I', 'q_' || lower(queue_name), 'a_' || lower(queue_name));
  delete from pgmq.meta m where m.queue_name = drop_queue.queue_name;
  return found;
end
$$;
