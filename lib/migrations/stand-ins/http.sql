do $$ begin
  create type http_header as (field varchar, value varchar);
  create type http_response as (
    status integer, content_type varchar, headers http_header[], content varchar
  );
  create type http_request as (
    method varchar, uri varchar, headers http_header[], content_type varchar, content varchar
  );
exception when duplicate_object then null;
end $$;
create or replace function http(request http_request) returns http_response
language sql as $$ select null::http_response $$;
create or replace function http_get(uri varchar) returns http_response
language sql as $$ select null::http_response $$;
create or replace function http_post(uri varchar, content varchar, content_type varchar)
returns http_response language sql as $$ select null::http_response $$;
create or replace function http_header(field varchar, value varchar) returns http_header
language sql as $$ select row (field, value)::http_header $$;
