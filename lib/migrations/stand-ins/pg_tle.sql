create schema if not exists pgtle;
create or replace function pgtle.install_extension(
  name text, version text, description text, ext text, requires text[] default null
) returns boolean language sql as $$ select true $$;
