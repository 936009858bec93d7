create schema if not exists dbdev;
create or replace function dbdev.install(package_name text, base_url text default '', api_key text default '')
returns boolean language sql as $$ select true $$;
