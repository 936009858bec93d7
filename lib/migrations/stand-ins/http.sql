do $$ begin
  create type public.http_header as (field varchar, value varchar);
  create type public.http_response as (
    status integer, content_type varchar, headers public.http_header[], content varchar
  );
  create type public.http_request as (
    method varchar, uri varchar, headers public.http_header[], content_type varchar, content varchar
  );
exception when duplicate_object then null;
end $$;
create or replace function public.http(request public.http_request) returns public.http_response
language sql as $$ select null::public.http_response $$;
create or replace function public.http_get(uri varchar) returns public.http_response
language sql as $$ select null::public.http_response $$;
create or replace function public.http_post(uri varchar, content varchar, content_type varchar)
returns public.http_response language sql as $$ select null::public.http_response $$;
create or replace function public.http_header(field varchar, value varchar) returns public.http_header
language sql as $$ select row (field, value)::public.http_header $$;
