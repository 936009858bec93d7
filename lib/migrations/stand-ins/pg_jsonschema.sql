create or replace function json_matches_schema(schema json, instance json) returns boolean
language sql immutable strict as $$ select true $$;
create or replace function jsonb_matches_schema(schema json, instance jsonb) returns boolean
language sql immutable strict as $$ select true $$;
