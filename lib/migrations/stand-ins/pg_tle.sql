create schema if not exists pgtle;
create or replace function pgtle.install_extension(
  name text, version text, description text, ext text, requires text[] default null
) returns boolean language sql as $$ select true $$;
create or replace function pgtle.install_update_path(name text, fromvers text, tovers text, ext text)
returns boolean language sql as $$ select true $$;
create or replace function pgtle.set_default_version(name text, version text)
returns boolean language sql as $$ select true $$;
create or replace function pgtle.uninstall_extension(extname text)
returns boolean language sql as $$ select true $$;
create or replace function pgtle.uninstall_extension(extname text, version text)
returns boolean language sql as $$ select true $$;
create or replace function pgtle.uninstall_extension_if_exists(extname text)
returns boolean language sql as $$ select false $$;
create or replace function pgtle.available_extensions(out name name, out default_version text, out comment text)
returns setof record language sql as $$ select null::name, null::text, null::text where false $$;
