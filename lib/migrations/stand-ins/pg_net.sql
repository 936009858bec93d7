create schema if not exists net;
create sequence if not exists net.stand_in_requests;
create or replace function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint language sql as $$ select nextval('net.stand_in_requests') $$;
create or replace function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
  timeout_milliseconds integer default 5000
) returns bigint language sql as $$ select nextval('net.stand_in_requests') $$;
create or replace function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint language sql as $$ select nextval('net.stand_in_requests') $$;
create table if not exists net.http_request_queue (
  id bigint, method text not null, url text not null, headers jsonb, body bytea, timeout_milliseconds integer not null
);
create table if not exists net._http_response (
  id bigint, status_code integer, content_type text, headers jsonb, content text, timed_out boolean, error_msg text,
  created timestamptz not null default now()
);
