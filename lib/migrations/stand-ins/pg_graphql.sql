create schema if not exists graphql;
create or replace function graphql.resolve(
  query text, variables jsonb default '{}', "operationName" text default null, extensions jsonb default null
) returns jsonb language sql as $$ select '{}'::jsonb $$;
create or replace function graphql.rebuild_schema() returns void language sql as $$ select $$;
