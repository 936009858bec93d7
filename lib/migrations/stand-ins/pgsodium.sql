create schema if not exists pgsodium;
create table if not exists pgsodium.key (
  id uuid primary key default gen_random_uuid(), status text default 'valid', created timestamptz not null default now(),
  key_type text, key_id bigserial, name text, comment text
);
create or replace function pgsodium.create_key(key_type text default 'aead-det', name text default null)
returns pgsodium.key language sql as $$
  insert into pgsodium.key (key_type, name) values (key_type, name) returning *
$$;
