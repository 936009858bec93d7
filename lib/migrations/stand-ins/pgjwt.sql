create or replace function sign(payload json, secret text, algorithm text default 'HS256') returns text
language sql immutable as $$ select ''::text $$;
create or replace function verify(
  token text, secret text, algorithm text default 'HS256', out header json, out payload json, out valid boolean
) language sql immutable as $$ select '{}'::json, '{}'::json, false $$;
create or replace function url_encode(data bytea) returns text language sql immutable as $$ select ''::text $$;
create or replace function url_decode(data text) returns bytea language sql immutable as $$ select ''::bytea $$;
create or replace function algorithm_sign(signables text, secret text, algorithm text) returns text
language sql immutable as $$ select ''::text $$;
